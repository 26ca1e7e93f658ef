import { changeFlights } from "../bookings/change-flights.ts";
import { getBooking } from "../bookings/get-booking.ts";
import { quoteChange } from "../bookings/quote-change.ts";
import type { Party } from "../fares/party.ts";
import type { FlightId } from "../ids.ts";
import { startPayment } from "../payments/start-payment.ts";
import { sealOffer } from "../search/offer.ts";
import { makeFlight } from "./flights.ts";
import type { FlightOptions } from "./flights.ts";
import { startTestCore } from "./test-core.ts";
import type { TestCore } from "./test-core.ts";
import { bookTrip, termsFor } from "./trips.ts";
import type { TripOptions } from "./trips.ts";

type Brand = NonNullable<TripOptions["brand"]>;
const oneAdult: Party = { adults: 1, children: 0, infants: 0 };

/** Half of the fare comes back, and a change costs 15 % of it. */
const standard = {
  code: "STANDARD",
  name: "Standard",
  farePercent: 125,
  rank: 2,
  refundPercent: 50,
  changeFeePercent: 15,
  checkedBags: 1,
  freeSeatSelection: true,
};

/** What a test of changed flights starts from. */
export interface ChangeOptions {
  readonly party?: Party;
  readonly brand?: Brand;
  /** Flights of the trip beside the first, each two days later. */
  readonly more?: number;
  /** When its flights leave instead, in hours; each second one flies back. */
  readonly flightsAt?: readonly number[];
  /** What a seat with more legroom costs on them, which are those of the last row; nothing when left out. */
  readonly legroomFee?: number;
}

/** A paid trip from Paris to Lisbon in ten days, base fare 100.00, and what its traveller may do about it. */
export async function startChange({ party = oneAdult, brand = "STANDARD", more = 0, flightsAt, legroomFee = 0 }: ChangeOptions = {}) {
  const core = await startTestCore();
  const flights: FlightId[] = [];
  for (const [at, departsInHours] of (flightsAt ?? Array.from({ length: more + 1 }, (_, nth) => 240 + 48 * nth)).entries())
    flights.push(await makeFlight(core.app.db, { departsInHours, wayBack: at % 2 === 1, legroomRows: [5], legroomFee }));
  await core.app.db.prisma.fareBrand.create({ data: standard });
  const stage = await tripOn(core, { flights, party, brand });
  return { ...stage, flights, [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()) };
}

/** Another traveller's paid trip in the same world. */
export async function tripOn(core: TestCore, { flights, party = oneAdult, brand = "STANDARD" }: TripOptions) {
  const ctx = await core.traveller();
  const { id: bookingId, total } = await bookTrip(core, ctx, { flights, party, brand });
  const offerOf = async (flightId: FlightId, other: Brand = brand, whose: Party = party) =>
    sealOffer(ctx, await termsFor(ctx, { flightId, party: whose, brand: other }));
  return {
    core,
    ctx,
    bookingId,
    paid: total.amount,
    makeFlight: (options: FlightOptions = {}) => makeFlight(core.app.db, { departsInHours: 264, ...options }),
    offerOf,
    quote: async (flightId: FlightId, wish: { seats?: string[][]; brand?: Brand; segments?: number[] } = {}) =>
      quoteChange(ctx, {
        bookingId,
        segments: wish.segments ?? [0],
        offer: await offerOf(flightId, wish.brand),
        ...(wish.seats && { seats: wish.seats }),
      }),
    change: (quote: string) => changeFlights(ctx, { bookingId, quote }),
    pay: (quote: string) => startPayment(ctx, { bookingId, change: quote }),
    booking: () => getBooking(ctx, { bookingId }),
  };
}
