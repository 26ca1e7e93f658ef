import type { SeatsToHold } from "@skyhold/db";

import type { Context, User } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { passengersOf, seatsNeeded } from "../fares/party.ts";
import type { PassengerType } from "../fares/party.ts";
import { totalOf } from "../fares/price.ts";
import type { OfferTerms } from "../search/offer.ts";
import { fingerprint } from "./fingerprint.ts";
import type { HoldSeatsInput } from "./hold-seats.ts";
import { drawRecordLocator } from "./record-locator.ts";

/** Seats for each segment, one for each passenger who needs one. */
export type SeatChoice = readonly (readonly string[])[];

/** Refuses a choice of seats that does not fit the party, naming the field. */
export function checkSeats(party: OfferTerms["party"], segments: number, seats: SeatChoice): void {
  if (seats.length !== segments) throw invalidInput("seats", `One list of seats for each segment: ${segments}`);
  const needed = seatsNeeded(party);
  for (const [segment, chosen] of seats.entries()) {
    if (chosen.length !== needed)
      throw invalidInput(`seats[${segment}]`, `One seat for each adult and child: ${needed}, not ${chosen.length}`);
    if (new Set(chosen).size !== chosen.length)
      throw invalidInput(`seats[${segment}]`, "Each passenger needs a seat of their own; one seat is named twice");
  }
}

/** Whether a passenger may sit in an exit row: adults with free hands (14 CFR 121.585). The first adults carry the infants. */
export function mayUseExitRow(type: PassengerType, position: number, infants: number): boolean {
  return type === "ADT" && position >= infants;
}

/** All that a hold writes, for a choice of seats that fits the party. */
export function composeHold(
  ctx: Context<User>,
  { input, terms, key }: { input: HoldSeatsInput; terms: OfferTerms; key: string },
): (seats: SeatChoice) => SeatsToHold {
  const { holdLimit, holdSeconds, paySeconds } = ctx.policy;
  const total = totalOf(terms.lines);
  const trip = composeTrip(ctx, terms);
  return (seats) => ({
    bookingId: ctx.newId("bkg"),
    recordLocator: drawRecordLocator(ctx.randomInt),
    userId: ctx.actor.userId,
    ...(ctx.actor.kind === "guest" && { guest: ctx.sessions.draft(ctx.actor.token, ctx.origin.userAgent) }),
    key,
    fingerprint: fingerprint(input),
    contactEmail: input.contact?.email ?? ctx.actor.email,
    contactPhone: input.contact?.phone ?? null,
    currency: total.currency,
    total: total.amount,
    holdLimit,
    holdSeconds,
    paySeconds,
    offerExpiresAt: terms.expiresAt,
    ...trip,
    seats: trip.segments.flatMap((segment, index) => seatsOn(segment, trip.passengers, { chosen: seats[index] ?? [], terms })),
  });
}

function composeTrip({ newId }: Context, terms: OfferTerms): Pick<SeatsToHold, "segments" | "passengers" | "lines"> {
  const segments = terms.segments.map((segment, position) => ({
    id: newId("seg"),
    position,
    flight_id: segment.flightId,
    cabin: segment.cabin,
    fare_brand_code: segment.brand,
  }));
  const passengers = passengersOf(terms.party).map((type, position) => ({ id: newId("pax"), position, type }));
  const lines = terms.lines.map(({ segment, passenger, kind, code, label, amount }, position) => ({
    id: newId("lin"),
    position,
    segment_id: segments[segment]?.id ?? null,
    passenger_id: passengers[passenger]?.id ?? null,
    kind,
    code,
    label,
    amount: amount.amount,
  }));
  return { segments, passengers, lines };
}

function seatsOn(
  segment: SeatsToHold["segments"][number],
  passengers: SeatsToHold["passengers"],
  { chosen, terms }: { chosen: readonly string[]; terms: OfferTerms },
): SeatsToHold["seats"] {
  return chosen.flatMap((seat, index) => {
    const passenger = passengers[index];
    if (!passenger) return [];
    const exitRowAllowed = mayUseExitRow(passenger.type, index, terms.party.infants);
    const place = { segment_id: segment.id, passenger_id: passenger.id, flight_id: segment.flight_id, cabin: segment.cabin };
    return [{ ...place, seat_no: seat, exit_row_allowed: exitRowAllowed }];
  });
}
