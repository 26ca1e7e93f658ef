import { readClock } from "@skyhold/db";

import { checkIn } from "../check-in/check-in.ts";
import { getBoardingPass } from "../check-in/get-boarding-pass.ts";
import { getBooking } from "../bookings/get-booking.ts";
import { updateFlightStatuses } from "../flights/update-flight-statuses.ts";
import type { FlightId } from "../ids.ts";
import { makeFlight } from "./flights.ts";
import { makeStaff } from "./staff.ts";
import { startTestCore } from "./test-core.ts";
import type { TestCore } from "./test-core.ts";
import { bookTrip } from "./trips.ts";

/** Good for every flight. */
export const document = { type: "passport", number: "AB123456", issuingCountry: "PT", nationality: "PT", expiresOn: "2099-01-01" } as const;
const family = { adults: 2, children: 0, infants: 1 };
/** Of the family, by index. */
export const everyone = [0, 1, 2].map((passenger) => ({ passenger, document }));

/** A paid family of three on a flight that leaves at the full hour, in 60 to 61 hours. */
export async function startDay() {
  const core = await startTestCore();
  const [staff, ana, flight] = [await makeStaff(core), await core.traveller(), await makeFlight(core.app.db, { departsInHours: 61 })];
  const { id: bookingId } = await bookTrip(core, ana, { flights: [flight], party: family });
  const { departsAt } = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flight } });
  return {
    core,
    staff,
    ana,
    flight,
    bookingId,
    /** Goes to so many minutes before the departure of the timetable. */
    goTo: async (minutesBefore: number) => {
      const { rows } = await core.app.db.pool.query<{ now: Date }>("SELECT skyhold_now() AS now");
      await core.database.advanceClock(Math.ceil((departsAt.getTime() - minutesBefore * 60_000 - (rows[0]?.now.getTime() ?? 0)) / 1000));
    },
    checkIn: (passengers: Parameters<typeof checkIn>[1]["passengers"] = everyone) => checkIn(ana, { bookingId, segment: 0, passengers }),
    pass: (passenger: number) => getBoardingPass(ana, { bookingId, segment: 0, passenger }),
    actions: async () => (await getBooking(ana, { bookingId })).availableActions,
    coupons: async () => (await core.app.db.prisma.coupon.findMany({ orderBy: { ticketNumber: "asc" } })).map(({ status }) => status),
    [Symbol.asyncDispose]: () => Promise.resolve(core[Symbol.asyncDispose]()),
  };
}

/** Goes to so many minutes before a flight is expected to leave. */
export async function goToDeparture(core: TestCore, flightId: FlightId, minutesBefore: number): Promise<void> {
  const { estimatedDepartsAt, departsAt } = await core.app.db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const leaves = (estimatedDepartsAt ?? departsAt).getTime();
  await core.database.advanceClock(Math.ceil((leaves - minutesBefore * 60_000 - (await readClock(core.app.db)).getTime()) / 1000));
}

/** Has Lisbon lie in the United States, so that their law covers its flights. */
export async function moveLisbon({ app }: TestCore): Promise<void> {
  await app.db.pool.query("INSERT INTO country (code, name) VALUES ('US', 'United States')");
  await app.db.pool.query("UPDATE airport SET country_code = 'US' WHERE iata = 'LIS'");
}

/** The flight leaves by the clock; answers which jobs follow from it. */
export async function leave(core: TestCore, flightId: FlightId): Promise<unknown[]> {
  await goToDeparture(core, flightId, 0);
  await updateFlightStatuses(core.app);
  return (await core.sentJobs()).filter(({ name }) => name === "flights.refundLeftBehind").map(({ payload }) => payload);
}
