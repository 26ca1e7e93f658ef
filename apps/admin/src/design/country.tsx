const names = new Intl.DisplayNames(["en"], { type: "region" });

/** A country by its name, with the two letters that forms ask for. */
export function Country({ code }: { readonly code: string }) {
  return (
    <>
      {names.of(code)} <span className="muted small mono">{code}</span>
    </>
  );
}
