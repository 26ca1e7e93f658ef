import { lookAtSeatChange } from "@skyhold/db";
import type { FlightsToAdd, LineToWrite, SeatToTake, Transaction } from "@skyhold/db";

import type { Context } from "../context.ts";
import { DomainError, invalidInput } from "../errors.ts";
import { PriceLine } from "../fares/price.ts";
import { roundPayable } from "../money.ts";
import { fareShare } from "../refunds/rules/rule-table.ts";
import { refundablePayments } from "../refunds/refundable-payments.ts";
import { instantOf } from "../time.ts";
import type { Item } from "./cancellation-scope.ts";
import { checkSeats, mayUseExitRow } from "./compose-hold.ts";
import { flightsOf } from "./flight-wish.ts";
import type { FlightWish } from "./flight-wish.ts";
import { ageOn } from "./passenger-age.ts";
import { findUnchangeable, priceFlightChange } from "./price-flight-change.ts";
import type { PricedChange } from "./price-flight-change.ts";
import { priceItems } from "./price-items.ts";
import { readCancellable } from "./read-cancellable.ts";
import type { CancellableBooking } from "./read-cancellable.ts";
import {
  lastAfter,
  neighboursOf,
  refuseByState,
  refuseClosed,
  refuseLate,
  refuseOffer,
  refuseOtherAges,
  refuseOverlap,
  travellersOn,
} from "./refuse-flight-change.ts";
import type { FlightWithPlaces } from "./refuse-flight-change.ts";
import { moveRefusal } from "./seat-refusal.ts";

type Passenger = CancellableBooking["booking"]["passengers"][number];

/** Other flights that are wished for, and the payment that is to pay for them: it does not stand in its own way. */
export interface FlightChangeAsk {
  readonly bookingId: string;
  readonly wish: FlightWish;
  readonly paymentId: string | null;
}

/** A change of flights as it would be at the moment at which it was looked at. */
export interface FlightChangePlan {
  readonly cancellable: CancellableBooking;
  /** Who gives up which segment, by index. */
  readonly items: readonly Item[];
  readonly priced: PricedChange;
  readonly travellers: readonly Passenger[];
  /** The new flights, as they are expected. */
  readonly flights: readonly FlightWithPlaces[];
  /** Where the first new segment stands. */
  readonly position: number;
  readonly segments: FlightsToAdd["segments"];
  readonly seats: readonly SeatToTake[];
  readonly lines: readonly LineToWrite[];
  /** Why the seats cannot be had now; null when they can. */
  readonly refusal: DomainError | null;
}

/** Looks at a wish for other flights, and writes nothing. Refuses what is not a change for this booking, naming the field. */
export async function planFlightChange(db: Transaction & Pick<Context, "newId">, ask: FlightChangeAsk): Promise<FlightChangePlan> {
  const { wish, paymentId } = ask;
  const cancellable = await readWithout(db, ask);
  refuseByState(cancellable);
  const replaced = placesOf(cancellable, wish.segments);
  const travellers = travellersOn(cancellable, replaced);
  refuseClosed(cancellable, replaced, await checkedIn(db, wish, travellers));
  refuseOffer(cancellable, wish.terms, travellers);
  const flights = await readFlights(db, wish);
  refuseLate(flights);
  refuseOverlap(flights, neighboursOf(cancellable, replaced));
  refuseOtherAges(travellers, (lastAfter(cancellable, replaced) ?? flights.at(-1))?.departureDate ?? cancellable.now);

  const composed = await compose(db, { cancellable, wish, travellers, flights });
  const look = await lookAtSeatChange(db, { seats: composed.seats, paymentId }, (composed.lines.at(-1)?.position ?? 0) + 1);
  const lines = [...composed.lines, ...look.lines];
  const items = replaced.flatMap((segment) =>
    travellers.map((traveller) => ({ segment, passenger: cancellable.booking.passengers.indexOf(traveller) })),
  );
  const priced = price(cancellable, items, {
    lines,
    refundable: await refundableOf(db, { ...composed, lines, currency: cancellable.booking.currency }),
  });
  const refusal = look.refusal && moveRefusal(look.refusal);
  return { cancellable, items, priced, travellers, flights, position: (replaced.at(-1) ?? 0) + 1, ...composed, lines, refusal };
}

/** The booking as it is but for the payment that is to pay for the change. */
async function readWithout(db: Transaction, { bookingId, paymentId }: FlightChangeAsk): Promise<CancellableBooking> {
  const cancellable = await readCancellable(db, bookingId);
  const { booking } = cancellable;
  return { ...cancellable, booking: { ...booking, payments: booking.payments.filter(({ id }) => id !== paymentId) } };
}

function placesOf({ booking }: CancellableBooking, ids: readonly string[]): number[] {
  const places = [...new Set(ids)].map((id) => booking.segments.findIndex((segment) => segment.id === id));
  if (places.includes(-1)) throw invalidInput("segments", "The booking has no such flight; they are counted from 0");
  return places.toSorted((a, b) => a - b);
}

/** The segments that one of these passengers is checked in for: who has left the booking since does not count. */
async function checkedIn(db: Transaction, { segments }: FlightWish, travellers: readonly Passenger[]): Promise<ReadonlySet<string>> {
  const where = { segmentId: { in: segments }, passengerId: { in: travellers.map(({ id }) => id) } };
  const found = await db.prisma.checkIn.findMany({ where, select: { segmentId: true } });
  return new Set(found.map(({ segmentId }) => segmentId));
}

async function readFlights(db: Transaction, wish: FlightWish): Promise<FlightWithPlaces[]> {
  const ids = flightsOf(wish);
  const include = { originAirport: true, destinationAirport: true, airline: true };
  const found = await db.prisma.flight.findMany({ where: { id: { in: ids } }, include });
  return ids.map((id) => {
    const flight = found.find((candidate) => candidate.id === id);
    if (!flight) throw new DomainError("FLIGHT_CLOSED", "A flight of this offer is no longer there; search again", { flightId: id });
    return flight;
  });
}

interface Change {
  readonly cancellable: CancellableBooking;
  readonly wish: FlightWish;
  readonly travellers: readonly Passenger[];
  readonly flights: readonly FlightWithPlaces[];
}

/** The new segments with their seats, and the lines of the offer for those who travel. */
async function compose(db: Transaction & Pick<Context, "newId">, { cancellable, wish, travellers, flights }: Change) {
  const { terms, chosen } = wish;
  const seated = travellers.filter(({ type }) => type !== "INF");
  checkSeats(
    terms.segments.map(() => seated.length),
    wish.seats,
  );
  const segments = terms.segments.map(({ flightId, cabin, brand, departsAt, aircraft }, position) => {
    const departs = instantOf(departsAt).toISOString();
    return { id: db.newId("seg"), position, flight_id: flightId, cabin, fare_brand_code: brand, departs_at: departs, aircraft };
  });
  const requests = await db.prisma.specialServiceRequest.findMany({ where: { passengerId: { in: seated.map(({ id }) => id) } } });
  const infants = cancellable.booking.passengers.filter(({ type }) => type === "INF").length;
  const seats = segments.flatMap(({ id, flight_id, cabin, fare_brand_code }, at) =>
    seated.map((passenger, place): SeatToTake => {
      const codes = requests.filter(({ passengerId }) => passengerId === passenger.id).map(({ code }) => code);
      const known = { requests: codes, age: ageAt(passenger, flights[at]) };
      const whose = {
        line_id: chosen ? db.newId("lin") : null,
        segment_id: id,
        passenger_id: passenger.id,
        passenger_type: passenger.type,
      };
      const where = { flight_id, fare_brand_code, cabin, seat_no: wish.seats[at]?.[place] ?? "" };
      return { ...whose, ...where, exit_row_allowed: mayUseExitRow({ ...passenger, ...known }, infants) };
    }),
  );
  const next = await nextPosition(db, cancellable.booking.id);
  const lines = terms.lines.map(({ segment, passenger, kind, code, label, amount }, at): LineToWrite => {
    const whose = { segment_id: segments[segment]?.id ?? null, passenger_id: travellers[passenger]?.id ?? null };
    return { id: db.newId("lin"), position: next + at, ...whose, kind, code, label, amount: amount.amount };
  });
  return { segments, seats, lines };
}

function ageAt({ birthDate }: Passenger, flight: FlightWithPlaces | undefined): number | null {
  return birthDate && flight ? ageOn(birthDate.toISOString().slice(0, 10), flight.departureDate) : null;
}

async function nextPosition(db: Transaction, bookingId: string): Promise<number> {
  const { _max } = await db.prisma.priceLine.aggregate({ where: { bookingId }, _max: { position: true } });
  return (_max.position ?? -1) + 1;
}

/** What could come back of the new flights: by their fares, rounded as a cancellation would, and of chosen seats by cheaper ones. */
async function refundableOf(
  db: Transaction,
  { segments, lines, currency }: Pick<FlightChangePlan, "segments" | "lines"> & { readonly currency: string },
): Promise<number> {
  const brands = await db.prisma.fareBrand.findMany({ where: { code: { in: segments.map((segment) => segment.fare_brand_code) } } });
  return lines.reduce((sum, { segment_id, kind, amount }) => {
    const code = segments.find(({ id }) => id === segment_id)?.fare_brand_code;
    const brand = brands.find((candidate) => candidate.code === code);
    if (!brand) throw new Error(`There is no fare brand ${code}`);
    const share = kind === "seat" ? 100 : fareShare(brand, PriceLine.shape.kind.parse(kind)).percent;
    return sum + roundPayable((amount * share) / 100, currency);
  }, 0);
}

function price(
  cancellable: CancellableBooking,
  items: readonly Item[],
  { lines, refundable }: { readonly lines: readonly LineToWrite[]; readonly refundable: number },
): PricedChange {
  const { booking } = cancellable;
  const terms = booking.segments.map(({ fareBrand }) => fareBrand);
  const cancelled = priceItems(cancellable, items, "rules").lines;
  const fixed = findUnchangeable(cancelled, terms);
  if (fixed !== null)
    throw new DomainError(
      "CHANGE_NOT_ALLOWED",
      `${terms[fixed]?.name ?? "This fare"} allows no changes: cancel the flight with \`bookings.quoteCancellation\`, and book another`,
      { segment: fixed, why: "fare" },
    );
  return priceFlightChange({
    cancelled,
    terms,
    remaining: refundablePayments(booking.id, booking.payments).reduce((sum, { remaining }) => sum + remaining, 0),
    price: lines.reduce((sum, { amount }) => sum + amount, 0),
    refundable,
    currency: booking.currency,
  });
}
