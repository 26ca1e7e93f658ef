/** The back office: for now the house without its rooms. */
export function App() {
  return (
    <main>
      <h1>Skyhold back office</h1>
      <p>Its screens are not built yet.</p>
    </main>
  );
}
