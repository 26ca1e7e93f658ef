import type { Booking } from "../bookings/booking.ts";
import { cancelBooking } from "../bookings/cancel-booking.ts";
import type { CancelledBooking } from "../bookings/cancel-booking.ts";
import type { Scope } from "../bookings/cancellation-scope.ts";
import { getBooking } from "../bookings/get-booking.ts";
import { holdSeats } from "../bookings/hold-seats.ts";
import { quoteCancellation } from "../bookings/quote-cancellation.ts";
import { setPassengers } from "../bookings/set-passengers.ts";
import type { Context, User } from "../context.ts";
import type { Party } from "../fares/party.ts";
import { passengersOf } from "../fares/party.ts";
import type { FlightId } from "../ids.ts";
import { search } from "./bookings.ts";
import { makeFlight } from "./flights.ts";
import { startPayment } from "../payments/start-payment.ts";
import { openOffer, sealOffer } from "../search/offer.ts";
import { news } from "./payments.ts";
import type { TestCore } from "./test-core.ts";

/** A trip that a test books; one adult in Flex where it says nothing else. */
export interface TripOptions {
  readonly flights: readonly FlightId[];
  readonly party?: Party;
  readonly brand?: "SAVER" | "STANDARD" | "FLEX";
}

const born = { ADT: "1990-05-17", CHD: "2019-05-17", INF: "2026-01-17" } as const;
const oneAdult: Party = { adults: 1, children: 0, infants: 0 };

/** Books flights made by `makeFlight` as one trip, on the best seats together, up to the traveller's card. */
export async function bookTripUpToPayment(
  ctx: Context<User>,
  { flights, party = oneAdult, brand = "FLEX" }: TripOptions,
): Promise<{ booking: Booking; paymentId: string; intentId: string }> {
  const terms = await Promise.all(flights.map((flightId) => termsFor(ctx, { flightId, party, brand })));
  const [first] = terms;
  if (!first) throw new Error("A trip needs a flight");
  const offer = sealOffer(ctx, {
    ...first,
    segments: terms.flatMap(({ segments }) => segments),
    lines: terms.flatMap(({ lines }, segment) => lines.map((line) => ({ ...line, segment }))),
  });
  const booking = await holdSeats(ctx, { offer }, ctx.newId("aud"));
  const passengers = passengersOf(party).map((type, index) => ({
    givenName: `Ana ${"I".repeat(index + 1)}`,
    surname: "Novák",
    birthDate: born[type],
  }));
  await setPassengers(ctx, { bookingId: booking.id, passengers });
  const { paymentId } = await startPayment(ctx, { bookingId: booking.id });
  const payment = await ctx.db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  return { booking, paymentId, intentId: payment.stripeIntentId ?? "" };
}

/** The same, paid and confirmed. */
export async function bookTrip(core: TestCore, ctx: Context<User>, options: TripOptions): Promise<Booking> {
  const { booking, intentId } = await bookTripUpToPayment(ctx, options);
  await news(core, core.provider.takeAtOnce(intentId));
  return getBooking(ctx, { bookingId: booking.id });
}

/** A new traveller's paid trip on as many new flights, ten days ahead. */
export async function paidTripOn(
  core: TestCore,
  flights: number,
  options: Omit<TripOptions, "flights"> = {},
): Promise<{ ctx: Context<User>; flights: FlightId[]; booking: Booking }> {
  const ctx = await core.traveller();
  const ids: FlightId[] = [];
  for (let index = 0; index < flights; index += 1) ids.push(await makeFlight(core.app.db, { departsInHours: 240 + 50 * index }));
  return { ctx, flights: ids, booking: await bookTrip(core, ctx, { ...options, flights: ids }) };
}

/** Asks for a quote and confirms it. */
export async function cancelByQuote(ctx: Context<User>, { id: bookingId }: Booking, scope: Scope = {}): Promise<CancelledBooking> {
  const { quote } = await quoteCancellation(ctx, { bookingId, ...mutable(scope) });
  return cancelBooking(ctx, { bookingId, quote });
}

function mutable({ passengers, segments }: Scope): { passengers?: number[]; segments?: number[] } {
  return { ...(passengers && { passengers: [...passengers] }), ...(segments && { segments: [...segments] }) };
}

/** What an offer of one brand for a flight made by `makeFlight` promises. */
export async function termsFor(ctx: Context<User>, { flightId, party, brand }: { flightId: FlightId; party: Party; brand: string }) {
  const flight = await ctx.db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const departureDate = flight.departureDate.toISOString().slice(0, 10);
  const { offers } = await search(ctx, {
    maxStops: 0,
    limit: 100,
    origin: flight.origin,
    destination: flight.destination,
    departureDate,
    passengers: party,
  });
  const offer = offers.find(({ segments }) => segments[0]?.flight.id === flightId && segments[0].brand.code === brand);
  if (!offer) throw new Error("The flight is not on sale");
  return openOffer(ctx, offer.token);
}
