import { checkInWindow } from "../check-in/window.ts";
import { DomainError, invalidInput } from "../errors.ts";
import { passengersOf } from "../fares/party.ts";
import { totalOf } from "../fares/price.ts";
import type { OfferTerms } from "../search/offer.ts";
import { minimumConnection } from "../search/connection-times.ts";
import { availableActions, stateAt } from "./booking-state.ts";
import { ageOn, typeAtAge } from "./passenger-age.ts";
import { situationOf } from "./read-booking.ts";
import { hasLeft, isCancelled } from "./read-cancellable.ts";
import type { CancellableBooking } from "./read-cancellable.ts";

/** A flight with what connections depend on. */
export type FlightWithPlaces = CancellableBooking["flights"][number];

type Passenger = CancellableBooking["booking"]["passengers"][number];

/** Segments, those replaced included: what the tables and indexes allow. */
const mostSegments = 24;

/** Refuses a booking whose flights cannot be changed now, as a whole. */
export function refuseByState({ booking, now }: CancellableBooking): void {
  const situation = { ...situationOf(booking), now };
  const [state, actions] = [stateAt(situation), availableActions(situation)];
  if (actions.includes("change")) return;
  if (situation.paymentUnderWay && state === "confirmed")
    throw new DomainError("PAYMENT_PENDING", "A payment for this booking is under way; its outcome will come within moments", null);
  throw new DomainError("BOOKING_STATE", `The flights of a booking that is ${state} cannot be changed; change those of one that is paid`, {
    state,
    availableActions: actions,
  });
}

/** Who changes: all who still travel on these segments, the same on each. Refuses segments that do not belong together. */
export function travellersOn(cancellable: CancellableBooking, segments: readonly number[]): Passenger[] {
  const { passengers } = cancellable.booking;
  const on = (segment: number) => passengers.filter((_, passenger) => !isCancelled(cancellable, passenger, segment));
  const [first = -1, ...others] = segments;
  const travellers = on(first);
  if (travellers.length === 0 || others.some((segment) => on(segment).length === 0))
    throw invalidInput("segments", "Nobody travels on one of these flights any more; name those that somebody does");
  if (others.some((segment) => on(segment).some(({ id }, at) => travellers[at]?.id !== id) || on(segment).length !== travellers.length))
    throw invalidInput("segments", "Not the same passengers travel on each of these flights; change them one after the other");
  const between = [...cancellable.booking.segments.keys()].filter(
    (at) => at > first && at < (segments.at(-1) ?? first) && !segments.includes(at),
  );
  if (between.some((segment) => on(segment).length > 0))
    throw invalidInput("segments", "There are other flights between these; change one journey at a time, or all of it");
  return travellers;
}

/** Refuses a flight that has left, that closes for check-in, or that somebody is checked in for. */
export function refuseClosed(cancellable: CancellableBooking, segments: readonly number[], checkedIn: ReadonlySet<string>): void {
  const { booking, flights, now } = cancellable;
  for (const segment of segments) {
    const [flight, stored] = [flights[segment], booking.segments[segment]];
    if (!flight || !stored) continue;
    const closed = hasLeft(cancellable, segment) || (flight.status !== "cancelled" && now >= checkInWindow(flight).closesAt);
    if (closed)
      throw new DomainError("FLIGHT_CLOSED", "This flight has left, or leaves within the hour: it can no longer be changed for another", {
        flightId: stored.flightId,
      });
    if (checkedIn.has(stored.id))
      throw new DomainError(
        "CHANGE_NOT_ALLOWED",
        `Somebody is checked in for flight ${segment} of the booking: it can no longer be changed, only cancelled`,
        { segment, why: "checked_in" },
      );
  }
}

/** Refuses an offer for others, in another currency, or of a flight that the booking has. */
export function refuseOffer(cancellable: CancellableBooking, terms: OfferTerms, travellers: readonly Passenger[]): void {
  const { booking } = cancellable;
  const types = passengersOf(terms.party);
  if (types.length !== travellers.length || types.some((type, at) => travellers[at]?.type !== type)) {
    const count = (wanted: string) => travellers.filter(({ type }) => type === wanted).length;
    const party = `adults: ${count("ADT")}, children: ${count("CHD")}, infants: ${count("INF")}`;
    throw invalidInput("offer", `This offer is for other passengers than travel on these flights; search with { ${party} }`);
  }
  const { currency } = totalOf(terms.lines);
  if (currency !== booking.currency)
    throw invalidInput(
      "offer",
      `This offer is in ${currency}, and the booking in ${booking.currency}; search for flights in that currency`,
    );
  const known = new Set(booking.segments.filter((_, at) => travelled(cancellable, at)).map(({ flightId }) => flightId));
  if (terms.segments.some(({ flightId }) => known.has(flightId)))
    throw invalidInput(
      "offer",
      "This offer has a flight that the booking has; name in `segments` only the flights to replace, and take an offer of others",
    );
  if (booking.segments.length + terms.segments.length > mostSegments)
    throw invalidInput("offer", `A booking has at most ${mostSegments} flights, replaced ones included; cancel it and book anew`);
}

/** Whether somebody still travels on a segment. */
function travelled(cancellable: CancellableBooking, segment: number): boolean {
  return cancellable.booking.passengers.some((_, passenger) => !isCancelled(cancellable, passenger, segment));
}

/** The flights that are kept right before and after those that are replaced; null where there is none. */
export function neighboursOf(
  cancellable: CancellableBooking,
  segments: readonly number[],
): [FlightWithPlaces | null, FlightWithPlaces | null] {
  const { booking, flights } = cancellable;
  const kept = [...booking.segments.keys()].filter((at) => !segments.includes(at) && travelled(cancellable, at));
  const [first = 0, last = 0] = [segments[0], segments.at(-1)];
  return [flights[kept.findLast((at) => at < first) ?? -1] ?? null, flights[kept.find((at) => at > last) ?? -1] ?? null];
}

/** The last flight that is kept after those that are replaced; null where there is none. */
export function lastAfter(cancellable: CancellableBooking, segments: readonly number[]): FlightWithPlaces | null {
  const { booking, flights } = cancellable;
  const last = segments.at(-1) ?? 0;
  return flights[[...booking.segments.keys()].findLast((at) => at > last && travelled(cancellable, at)) ?? -1] ?? null;
}

/** Refuses flights that the party cannot be on in time, one after the other, or that would make it miss those that it keeps. */
export function refuseOverlap(
  flights: readonly FlightWithPlaces[],
  [before, after]: readonly [FlightWithPlaces | null, FlightWithPlaces | null],
): void {
  const [first, last] = [flights[0], flights.at(-1)];
  if (!first || !last) throw new Error("An offer has a flight");
  if (before && !canGoOn(before, first))
    throw invalidInput("offer", "These flights leave before the traveller can be there from the flight before; take later ones");
  if (after && !canGoOn(last, after))
    throw invalidInput("offer", "These flights arrive too late for the flight that follows; take earlier ones, or change both");
  const parted = flights.find((flight, at) => at > 0 && !canGoOn(flights[at - 1] ?? flight, flight));
  if (parted)
    throw invalidInput(
      "offer",
      `As late as it is expected, the flight before does not reach ${designatorOf(parted)} of this offer; take others`,
    );
}

/** The least by which a flight is late for any law to give money back for it. */
const lateMinutes = 180;

/** Refuses a flight that is late already: who changes to it takes it as it is, and would have no right to more than its fare's conditions give. */
export function refuseLate(flights: readonly FlightWithPlaces[]): void {
  const late = flights.find(
    ({ departsAt, arrivesAt, estimatedDepartsAt, estimatedArrivesAt }) =>
      Math.abs((estimatedDepartsAt ?? departsAt).getTime() - departsAt.getTime()) >= lateMinutes * 60_000 ||
      Math.abs((estimatedArrivesAt ?? arrivesAt).getTime() - arrivesAt.getTime()) >= lateMinutes * 60_000,
  );
  if (late)
    throw invalidInput(
      "offer",
      `${designatorOf(late)} of this offer is expected ${lateMinutes / 60} hours or more off its timetable; take another flight`,
    );
}

function designatorOf({ airlineCode, flightNumber }: FlightWithPlaces): string {
  return `${airlineCode} ${flightNumber}`;
}

/** As for the legs of a journey that is booked anew. */
function canGoOn(last: FlightWithPlaces, next: FlightWithPlaces): boolean {
  const reach = ({ originAirport, destinationAirport }: FlightWithPlaces) =>
    originAirport.countryCode === destinationAirport.countryCode ? "domestic" : "international";
  const date = next.departureDate.toISOString().slice(0, 10);
  const needed = last.destination === next.origin ? minimumConnection(next.origin, [reach(last), reach(next)], date) : 0;
  return next.departsAt.getTime() >= (last.estimatedArrivesAt ?? last.arrivesAt).getTime() + needed * 60_000;
}

/** Refuses a trip on whose last day somebody is no longer, or not yet, of the type that the fare is for. */
export function refuseOtherAges(passengers: readonly Pick<Passenger, "type" | "birthDate" | "position">[], lastDay: Date): void {
  for (const { type, birthDate, position } of passengers) {
    const age = birthDate ? ageOn(birthDate.toISOString().slice(0, 10), lastDay) : null;
    if (age !== null && typeAtAge(age) !== type)
      throw invalidInput(
        "offer",
        `On the day of the last flight passenger ${position} is ${age} and counts as ${typeAtAge(age)}, not as ${type}; take flights on other days, or cancel and book anew`,
      );
  }
}
