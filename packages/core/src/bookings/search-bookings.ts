import { searchBookingRows } from "@skyhold/db";
import type { BookingSearch, FoundBookingRow } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { BookingId, FlightId } from "../ids.ts";
import { Money } from "../money.ts";
import { CalendarDate } from "../text.ts";
import { instantOf, toZonedTime, ZonedTime } from "../time.ts";
import { BookingState, stateAt } from "./booking-state.ts";

/** Which bookings of anybody. */
export const SearchBookingsInput = z.strictObject({
  query: z
    .string()
    .trim()
    .max(254)
    .optional()
    .describe(
      "A locator, a ticket number, a flight like `NV 123`, or what a surname or an e-mail address begins with; told apart by its form",
    ),
  state: BookingState.optional().describe("As stored: a hold whose time has just run out is still `held`, but is shown as `expired`"),
  flightId: FlightId.optional(),
  departureDate: CalendarDate.optional().describe("The day on which one of its flights leaves, at the airport"),
  unpaid: z.literal(true).optional().describe("Only those that are to be paid and still have time, as the figures of today count them"),
  confirmedOn: CalendarDate.optional().describe("The day of UTC on which it was confirmed, cancelled since or not"),
  cursor: BookingId.optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(100).default(50),
});
export type SearchBookingsInput = z.infer<typeof SearchBookingsInput>;

/** A booking as one line of a list. */
export const BookingSummary = z.strictObject({
  id: BookingId,
  recordLocator: z.string(),
  state: BookingState,
  name: z.string().nullable().describe("Of the first passenger; null until they are named"),
  passengers: z.int(),
  contactEmail: z.string(),
  total: Money,
  createdAt: z.date(),
  expiresAt: z.date().nullable().describe("When the hold runs out; null once it is paid or over"),
  flights: z.array(
    z.strictObject({ id: FlightId, designator: z.string(), origin: z.string(), destination: z.string(), departs: ZonedTime }),
  ),
});
export type BookingSummary = z.infer<typeof BookingSummary>;

/** A page of bookings. */
export const SearchBookingsOutput = z.strictObject({
  bookings: z.array(BookingSummary),
  nextCursor: BookingId.nullable().describe("null on the last page"),
});
export type SearchBookingsOutput = z.infer<typeof SearchBookingsOutput>;

/** Anybody's bookings, newest first. */
export async function searchBookings(ctx: Context<Staff>, input: SearchBookingsInput): Promise<SearchBookingsOutput> {
  const { state = null, flightId = null, departureDate = null, unpaid = false, confirmedOn = null, cursor = null, limit } = input;
  const rows = await searchBookingRows(ctx.db, {
    ...readQuery(input),
    state,
    flightId,
    departureDate,
    unpaid,
    confirmedOn,
    // Ids sort by time.
    beforeId: cursor,
    limit: limit + 1,
  });
  const bookings = rows.slice(0, limit).map(toSummary);
  return { bookings, nextCursor: rows.length > limit ? (bookings.at(-1)?.id ?? null) : null };
}

/** What was meant by its form: an address has an @, a ticket 13 digits, a flight two signs and a number. Anything else may be a name or a locator. */
function readQuery({ query = "", unpaid, confirmedOn }: SearchBookingsInput): Pick<BookingSearch, "by" | "text"> {
  if (query === "" && unpaid === true) return { by: "unpaid", text: "" };
  if (query === "") return { by: confirmedOn === undefined ? "everything" : "confirmed", text: "" };
  if (query.includes("@")) return { by: "email", text: query.toLowerCase() };
  const ticket = query.replaceAll(/[\s-]/gu, "");
  if (/^\d{13}$/u.test(ticket)) return { by: "ticket", text: ticket };
  const [, airline, number, suffix] = /^([A-Z]\d|\d[A-Z]|[A-Z]{2})\s?0*([1-9]\d{0,3})([A-Z]?)$/u.exec(query.toUpperCase()) ?? [];
  if (airline !== undefined && number !== undefined) return { by: "flight", text: `${airline} ${number}${suffix ?? ""}` };
  return { by: "name", text: query.toLowerCase() };
}

function toSummary(row: FoundBookingRow): BookingSummary {
  const { id, paymentUnderWay, currency, flights, now, ...rest } = row;
  const expiresAt = instantOf(row.expiresAt);
  const state = stateAt({ state: row.state, expiresAt, paymentUnderWay, now: instantOf(now) });
  return {
    ...rest,
    id: BookingId.parse(id),
    state,
    total: { amount: row.total, currency },
    createdAt: instantOf(row.createdAt),
    expiresAt: state === "held" || state === "awaiting_payment" ? expiresAt : null,
    flights: flights.map(({ departsAt, timeZone, ...flight }) => ({
      ...flight,
      id: FlightId.parse(flight.id),
      departs: toZonedTime(instantOf(departsAt), timeZone),
    })),
  };
}
