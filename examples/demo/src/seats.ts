import type { SeatMap } from "@skyhold/sdk";

type Seat = SeatMap["seats"][number];

const glyphs: Readonly<Record<Seat["state"], string>> = { free: "·", held: "h", yours: "★", sold: "×", blocked: "#" };

/** The seat map as text, nose first: one line for each row, one glyph for each seat, a gap for each aisle. */
export function drawSeatMap(map: SeatMap, chosen: readonly string[]): string {
  const seats = new Map(map.seats.map((seat) => [seat.seat, seat]));
  const lines = map.cabins.flatMap((cabin) => {
    const columns = cabin.columns.map((column) => (column === "" ? " " : column)).join(" ");
    const rows = Array.from({ length: cabin.lastRow - cabin.firstRow + 1 }, (_, index) => cabin.firstRow + index);
    const drawn = rows.map((row) => {
      const drawnSeats = cabin.columns.map((column) => glyph(seats.get(`${row}${column}`), chosen));
      return `${String(row).padStart(4)}  ${drawnSeats.join(" ")}${isExit(seats, row) ? "  ← exit" : ""}`;
    });
    return [`      ${columns}   ${cabin.cabin.replace("_", " ")}`, ...drawn, ""];
  });
  return [...lines, "  · free   h held   × sold   # blocked   ★ yours"].join("\n");
}

function glyph(seat: Seat | undefined, chosen: readonly string[]): string {
  if (!seat) return " ";
  return chosen.includes(seat.seat) ? glyphs.yours : glyphs[seat.state];
}

function isExit(seats: ReadonlyMap<string, Seat>, row: number): boolean {
  return [...seats.values()].some((seat) => seat.row === row && seat.exitRow);
}

/** The first two free seats side by side in a cabin, window first, not in an exit row. */
export function chooseTwo(map: SeatMap, cabin: Seat["cabin"]): [string, string] {
  const free = map.seats.filter((seat) => seat.cabin === cabin && seat.state === "free" && !seat.exitRow);
  const columns = map.cabins
    .filter((part) => part.cabin === cabin)
    .flatMap((part) => part.columns.map((column, index) => [column, part.columns[index + 1]]));
  for (const seat of free) {
    const next = columns.find(([column]) => column === seat.column)?.[1];
    const neighbour = free.find((other) => other.row === seat.row && other.deck === seat.deck && other.column === next);
    if (neighbour) return [seat.seat, neighbour.seat];
  }
  throw new Error(`No two seats side by side are free in ${cabin}`);
}
