import { dayOffset, formatDate, formatTime, formatZone, minutesBetween } from "../time.ts";
import type { ZonedTime } from "../time.ts";
import type { ETicketAirport, ETicketPassenger, ETicketSegment } from "./e-ticket.ts";

/** A stay of up to a day between two flights is a connection; a longer one is a place the traveller came to see. */
const CONNECTION_MINUTES = 24 * 60;

/** Text as one printable line: composed accents, no control or direction-changing characters, single spaces. */
export function toLine(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, " ")
    .replaceAll(/[^\S\u00A0]+/gu, " ")
    .trim();
}

/** `2 h 15 min`, `45 min`, `3 h`. */
export function formatDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} h` : "", rest > 0 || hours === 0 ? `${rest} min` : ""].filter(Boolean).join(" ");
}

/** `Tue 1 Dec 2026, 09:30 CET`: date, time and zone as people at the airport read them. */
export function formatMoment(time: ZonedTime): string {
  return `${formatDate(time)}, ${formatTime(time)} ${formatZone(time)}`;
}

/** `+1 day`, `+2 days` or `−1 day` where the arrival's local date is not that of the departure, else an empty text. */
export function dayMark(departs: ZonedTime, arrives: ZonedTime): string {
  const days = dayOffset(departs, arrives);
  if (days === 0) return "";
  return `${days > 0 ? "+" : "−"}${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
}

/** `Adult`, `Child` or `Infant`. */
export function passengerTypeName(type: ETicketPassenger["type"]): string {
  return { ADT: "Adult", CHD: "Child", INF: "Infant" }[type];
}

/** The passenger's seat on the n-th segment: `12A`, `lap` for an infant, `cancelled`, or a dash where none is assigned yet. */
export function seatWord(passenger: ETicketPassenger, segmentIndex: number): string {
  if (passenger.cancelled[segmentIndex] === true) return "cancelled";
  return passenger.seats[segmentIndex] ?? (passenger.type === "INF" ? "lap" : "–");
}

/** `1 passenger`, `3 flights`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `Oslo Gardermoen (OSL), Terminal 1`. */
export function airportWithTerminal({ name, iata, terminal }: ETicketAirport): string {
  return `${name} (${iata})${terminal === null ? "" : `, Terminal ${terminal}`}`;
}

/** The trip in words, connections left out: `Oslo to Tokyo`, `Oslo to Tokyo and back`, `Paris to Rome, Athens and Cairo`. */
export function tripTitle(segments: readonly ETicketSegment[]): string {
  const home = segments[0]?.origin.city ?? "";
  const stops = segments.filter((segment, index) => !isConnection(segment, segments[index + 1])).map((segment) => segment.destination.city);
  const returns = stops.length > 1 && stops.at(-1) === home;
  return `${home} to ${joinWords(returns ? [...stops.slice(0, -1), "back"] : stops)}`;
}

/** `Connection in Paris, 1 h 35 min`, with a warning where the airport changes; null where the next flight does not follow within a day. */
export function connectionNote(before: ETicketSegment, after: ETicketSegment | undefined): string | null {
  if (after === undefined || !isConnection(before, after)) return null;
  const stay = formatDuration(minutesBetween(before.arrives.at, after.departs.at));
  if (before.destination.iata === after.origin.iata) return `Connection in ${after.origin.city}, ${stay}`;
  return `Change of airport: arrive at ${before.destination.iata}, continue from ${after.origin.iata}, ${stay}`;
}

function isConnection(before: ETicketSegment, after: ETicketSegment | undefined): boolean {
  if (after === undefined || after.destination.city === before.origin.city) return false;
  const stay = minutesBetween(before.arrives.at, after.departs.at);
  return stay >= 0 && stay < CONNECTION_MINUTES;
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
