import type { SeatsToHold } from "@skyhold/db";

import type { Context, User } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { passengersOf } from "../fares/party.ts";
import type { PassengerType } from "../fares/party.ts";
import { totalOf } from "../fares/price.ts";
import type { OfferTerms } from "../search/offer.ts";
import { instantOf } from "../time.ts";
import { fingerprint } from "./fingerprint.ts";
import type { HoldSeatsInput } from "./hold-seats.ts";
import { isOldEnoughForExit } from "./passenger-age.ts";
import { drawRecordLocator } from "./record-locator.ts";
import { assistanceOf } from "./service-requests.ts";
import type { ServiceRequest } from "./service-requests.ts";

/** Seats for each segment, one for each passenger who needs one. */
export type SeatChoice = readonly (readonly string[])[];

/** Refuses a choice of seats that does not fit those who need one, counted for each segment, naming the field. */
export function checkSeats(seatsPerSegment: readonly number[], seats: SeatChoice): void {
  if (seats.length !== seatsPerSegment.length) throw invalidInput("seats", `One list of seats for each segment: ${seatsPerSegment.length}`);
  for (const [segment, chosen] of seats.entries()) {
    const needed = seatsPerSegment[segment] ?? 0;
    if (chosen.length !== needed)
      throw invalidInput(`seats[${segment}]`, `One seat for each adult and child: ${needed}, not ${chosen.length}`);
    if (new Set(chosen).size !== chosen.length)
      throw invalidInput(`seats[${segment}]`, "Each passenger needs a seat of their own; one seat is named twice");
  }
}

/** Who is to sit in a seat, as far as exit rows care. */
interface ToBeSeated {
  readonly type: PassengerType;
  readonly position: number;
  readonly requests: readonly string[];
  /** On the day of the flight; null as long as nobody has told. */
  readonly age: number | null;
}

/** Whether a passenger may sit in an exit row: from 15 years, with free hands, needing no assistance (14 CFR 121.585). The first adults carry the infants. */
export function mayUseExitRow({ type, position, requests, age }: ToBeSeated, infants: number): boolean {
  return type === "ADT" && position >= infants && assistanceOf(requests) === null && isOldEnoughForExit(age);
}

/** All that a hold writes, for a choice of seats that fits the party. */
export function composeHold(
  ctx: Context<User>,
  { input, terms, key }: { input: HoldSeatsInput; terms: OfferTerms; key: string },
): (seats: SeatChoice) => SeatsToHold {
  const { holdLimit, originLimit, holdSeconds, paySeconds } = ctx.policy;
  const total = totalOf(terms.lines);
  const requests = input.requests ?? [];
  const trip = composeTrip(ctx, terms, requests);
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
    origin: ctx.origin.network,
    originLimit,
    holdSeconds,
    paySeconds,
    offerExpiresAt: terms.expiresAt,
    ...trip,
    seats: trip.segments.flatMap((segment, index) =>
      seatsOn(segment, trip.passengers, {
        chosen: seats[index] ?? [],
        terms,
        newLineId: input.seats ? () => ctx.newId("lin") : () => null,
        requests,
      }),
    ),
  });
}

type Requests = readonly (readonly ServiceRequest[])[];

function composeTrip(
  { newId }: Context,
  terms: OfferTerms,
  asked: Requests,
): Pick<SeatsToHold, "segments" | "passengers" | "requests" | "lines"> {
  const segments = terms.segments.map((segment, position) => ({
    id: newId("seg"),
    position,
    flight_id: segment.flightId,
    cabin: segment.cabin,
    fare_brand_code: segment.brand,
    departs_at: instantOf(segment.departsAt).toISOString(),
    aircraft: segment.aircraft,
  }));
  const passengers = passengersOf(terms.party).map((type, position) => ({ id: newId("pax"), position, type }));
  const requests = segments.flatMap((segment) =>
    passengers.flatMap(({ id, position }) => (asked[position] ?? []).map((code) => ({ passenger_id: id, segment_id: segment.id, code }))),
  );
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
  return { segments, passengers, requests, lines };
}

/** Only who chose a seat pays for it: without a line id, it is given free of charge. */
function seatsOn(
  segment: SeatsToHold["segments"][number],
  passengers: SeatsToHold["passengers"],
  {
    chosen,
    terms,
    newLineId,
    requests,
  }: { chosen: readonly string[]; terms: OfferTerms; newLineId: () => string | null; requests: Requests },
): SeatsToHold["seats"] {
  const { flight_id, cabin, fare_brand_code } = segment;
  return chosen.flatMap((seat, index) => {
    const passenger = passengers[index];
    if (!passenger) return [];
    const exitRowAllowed = mayUseExitRow({ ...passenger, requests: requests[index] ?? [], age: null }, terms.party.infants);
    const whose = { line_id: newLineId(), segment_id: segment.id, passenger_id: passenger.id, passenger_type: passenger.type };
    return [{ ...whose, flight_id, cabin, fare_brand_code, seat_no: seat, exit_row_allowed: exitRowAllowed }];
  });
}
