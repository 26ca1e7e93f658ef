import { holdSeats as claimSeats, isUniqueViolation } from "@skyhold/db";
import type { HoldAnswer, SeatsToHold } from "@skyhold/db";
import { z } from "zod";

import type { Context, User } from "../context.ts";
import { DomainError, invalidInput } from "../errors.ts";
import { passengersOf, seatsNeeded } from "../fares/party.ts";
import { totalOf } from "../fares/price.ts";
import { BookingId } from "../ids.ts";
import { Email } from "../users/account.ts";
import { PhoneNumber } from "../text.ts";
import { openOffer } from "../search/offer.ts";
import type { OfferTerms } from "../search/offer.ts";
import { SeatNumber } from "../seats/seat-number.ts";
import type { Booking } from "./booking.ts";
import { fingerprint } from "./fingerprint.ts";
import { getBooking } from "./get-booking.ts";
import { drawRecordLocator } from "./record-locator.ts";

/** An offer as it came from `flights.search`, and the seats wanted. */
export const HoldSeatsInput = z.strictObject({
  offer: z.string().max(16_000).describe("`token` of the offer"),
  seats: z
    .array(z.array(SeatNumber).max(9))
    .max(6)
    .describe("For each segment, one seat for each passenger but the infants, in the order adults, children"),
  contact: z
    .strictObject({ email: Email, phone: PhoneNumber.optional() })
    .optional()
    .describe("Your account's e-mail address when left out"),
});
export type HoldSeatsInput = z.infer<typeof HoldSeatsInput>;

/**
 * Holds the seats at the offer's price until the booking's `expiresAt`: all of them, or none. The same key and input
 * again answer the same booking. One round trip decides; losers write nothing.
 */
export async function holdSeats(ctx: Context<User>, input: HoldSeatsInput, key: string): Promise<Booking> {
  const terms = openOffer(ctx, input.offer);
  checkSeats(terms, input.seats);
  const answer = await claimWithLocator(ctx, toHold(ctx, { input, terms, key }));
  const bookingId = heldBooking(answer, ctx.policy.holdLimit);
  return getBooking(ctx, { bookingId });
}

function checkSeats(terms: OfferTerms, seats: readonly (readonly string[])[]): void {
  if (seats.length !== terms.segments.length) throw invalidInput("seats", `One list of seats for each segment: ${terms.segments.length}`);
  const needed = seatsNeeded(terms.party);
  for (const [segment, chosen] of seats.entries()) {
    if (chosen.length !== needed)
      throw invalidInput(`seats[${segment}]`, `One seat for each adult and child: ${needed}, not ${chosen.length}`);
    if (new Set(chosen).size !== chosen.length)
      throw invalidInput(`seats[${segment}]`, "Each passenger needs a seat of their own; one seat is named twice");
  }
}

function toHold(ctx: Context<User>, ask: { input: HoldSeatsInput; terms: OfferTerms; key: string }): SeatsToHold {
  const { input, terms, key } = ask;
  const segments = terms.segments.map((segment, position) => ({
    id: ctx.newId("seg"),
    position,
    flight_id: segment.flightId,
    cabin: segment.cabin,
    fare_brand_code: segment.brand,
  }));
  const passengers = passengersOf(terms.party).map((type, position) => ({ id: ctx.newId("pax"), position, type }));
  const total = totalOf(terms.lines);
  return {
    bookingId: ctx.newId("bkg"),
    recordLocator: drawRecordLocator(ctx.randomInt),
    userId: ctx.actor.userId,
    key,
    fingerprint: fingerprint(input),
    contactEmail: input.contact?.email ?? ctx.actor.email,
    contactPhone: input.contact?.phone ?? null,
    currency: total.currency,
    total: total.amount,
    holdLimit: ctx.policy.holdLimit,
    holdSeconds: ctx.policy.holdSeconds,
    paySeconds: ctx.policy.paySeconds,
    offerExpiresAt: terms.expiresAt,
    segments,
    passengers,
    lines: terms.lines.map((line, position) => ({
      id: ctx.newId("lin"),
      position,
      segment_id: segments[line.segment]?.id ?? null,
      passenger_id: passengers[line.passenger]?.id ?? null,
      kind: line.kind,
      code: line.code,
      label: line.label,
      amount: line.amount.amount,
    })),
    seats: segments.flatMap((segment, index) => seatsOn(segment, passengers, { chosen: input.seats[index] ?? [], terms })),
  };
}

function seatsOn(
  segment: SeatsToHold["segments"][number],
  passengers: SeatsToHold["passengers"],
  { chosen, terms }: { chosen: readonly string[]; terms: OfferTerms },
): SeatsToHold["seats"] {
  return chosen.flatMap((seat, index) => {
    const passenger = passengers[index];
    if (!passenger) return [];
    // Exit rows are for adults with free hands (14 CFR 121.585): the first adults carry the infants.
    const exitRowAllowed = passenger.type === "ADT" && index >= terms.party.infants;
    const place = { segment_id: segment.id, passenger_id: passenger.id, flight_id: segment.flight_id, cabin: segment.cabin };
    return [{ ...place, seat_no: seat, exit_row_allowed: exitRowAllowed }];
  });
}

/** A record locator that is in use already costs another draw: one in about a thousand million at a million bookings. */
async function claimWithLocator(ctx: Context<User>, hold: SeatsToHold): Promise<HoldAnswer> {
  for (let draw = 0; draw < 4; draw += 1) {
    try {
      return await claimSeats(ctx.db, hold);
    } catch (error) {
      if (!isUniqueViolation(error, "booking_record_locator_key")) throw error;
      hold = { ...hold, recordLocator: drawRecordLocator(ctx.randomInt) };
    }
  }
  throw new Error("No free record locator in four draws");
}

function heldBooking(answer: HoldAnswer, limit: number): BookingId {
  switch (answer.outcome) {
    case "held":
    case "replayed":
      return BookingId.parse(answer.bookingId);
    case "taken":
      throw new DomainError(
        "SEAT_TAKEN",
        `Taken meanwhile: ${answer.seats.map(({ seat }) => seat).join(", ")}. Look at the seat map and choose others.`,
        { seats: answer.seats, alternatives: null },
      );
    case "hold_limit":
      throw new DomainError("HOLD_LIMIT", `You have ${answer.live} unpaid bookings. Pay or release one before you hold more.`, { limit });
    case "offer_expired":
      throw new DomainError("OFFER_EXPIRED", "The price of this offer was locked for a limited time, which is over. Search again.", null);
    case "key_reused":
      throw new DomainError(
        "IDEMPOTENCY_MISMATCH",
        "This idempotency key was used for another hold. Use a new key for a new request.",
        null,
      );
    case "refused":
      throw refusal(answer.problems);
  }
}

function refusal(problems: Extract<HoldAnswer, { outcome: "refused" }>["problems"]): DomainError {
  const [problem] = problems;
  if (!problem) return notFoundSeat("", "");
  const { flightId, seat, why } = problem;
  switch (why) {
    case "flight_closed":
      return new DomainError("FLIGHT_CLOSED", "This flight is no longer on sale", { flightId });
    case "unknown":
      return notFoundSeat(flightId, seat);
    case "other_cabin":
      return new DomainError("SEAT_NOT_ALLOWED", `Seat ${seat} is in another cabin than the offer`, { flightId, seat, why });
    case "exit_row":
      return new DomainError("SEAT_NOT_ALLOWED", `Seat ${seat} is in an exit row: only for an adult without an infant`, {
        flightId,
        seat,
        why,
      });
  }
}

function notFoundSeat(flightId: string, seat: string): DomainError {
  return new DomainError("SEAT_UNKNOWN", `The aircraft of this flight has no seat ${seat}`, { flightId, seat });
}
