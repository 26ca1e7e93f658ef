const words: ReadonlyMap<string, string> = new Map([
  ["WCHR", "Wheelchair to the aircraft"],
  ["WCHS", "Wheelchair and steps"],
  ["WCHC", "Wheelchair to the seat"],
  ["BLND", "Blind"],
  ["DEAF", "Deaf"],
  ["UMNR", "Minor alone"],
  ["BSCT", "Bassinet"],
  ["AVML", "Asian vegetarian meal"],
  ["BBML", "Baby meal"],
  ["CHML", "Child's meal"],
  ["DBML", "Diabetic meal"],
  ["GFML", "Gluten-free meal"],
  ["HNML", "Hindu meal"],
  ["KSML", "Kosher meal"],
  ["LCML", "Low-calorie meal"],
  ["MOML", "Halal meal"],
  ["NLML", "Lactose-free meal"],
  ["VGML", "Vegan meal"],
  ["VLML", "Vegetarian meal"],
]);

/** What a passenger needs, in words, each with the IATA code by which crews know it; a dash for nothing. */
export function Requests({ codes }: { readonly codes: readonly string[] }) {
  if (codes.length === 0) return "–";
  return codes.map((code) => (
    <div key={code}>
      {words.get(code) ?? ""} <span className="muted small mono">{code}</span>
    </div>
  ));
}
