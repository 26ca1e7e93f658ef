/** Says that a list is of a part only, which another screen has asked for, and shows all of it again. */
export function Narrowed({ to, onWiden }: { readonly to: string; readonly onWiden: () => void }) {
  return (
    <button type="button" className="button" onClick={onWiden}>
      {to}: show all
    </button>
  );
}
