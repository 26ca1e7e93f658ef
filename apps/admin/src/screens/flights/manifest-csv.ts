import type { Manifest } from "@skyhold/sdk";

/** A manifest as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function manifestCsv(seats: Manifest["seats"]): string {
  const rows = seats.map(({ seat, cabin, state, passenger }) => [
    seat,
    passenger?.name ?? "",
    passenger?.type ?? "",
    passenger?.recordLocator ?? "",
    cabin,
    state,
    passenger?.ticketNumber ?? "",
    passenger?.requests.join(" ") ?? "",
    passenger?.infants.join(" and ") ?? "",
  ]);
  const head = ["Seat", "Name", "Type", "Booking", "Cabin", "State", "Ticket", "Requests", "Infants"];
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
}

function cell(text: string): string {
  const safe = /^[=+\-@\t]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
