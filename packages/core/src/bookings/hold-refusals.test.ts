import { expect, test } from "vitest";

import type { Context, User } from "../context.ts";
import type { Party } from "../fares/party.ts";
import type { BookingId } from "../ids.ts";
import { SearchFlightsInput } from "../search/search-input.ts";
import { findOffer, hold, makeFlight, startTestCore, search } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { changeSeats } from "./change-seats.ts";
import { extendHold } from "./extend-hold.ts";
import { getBooking } from "./get-booking.ts";
import { holdSeats, HoldSeatsInput } from "./hold-seats.ts";
import { releaseHold } from "./release-hold.ts";
import { setPassengers } from "./set-passengers.ts";

const two: Party = { adults: 2, children: 0, infants: 0 };
const nine = ["1A", "1B", "1C", "1D", "1E", "1F", "2A", "2B", "2C"];

interface Refusal {
  readonly seats: string[][];
  readonly party?: Party;
  /** What happens between the offer and the hold. */
  readonly before?: (core: TestCore) => Promise<unknown>;
  readonly code: string;
  /** With `flightId` where the code's details have one. */
  readonly details: object;
}

const aboutSeats = (path: string) => ({ fields: [{ path, message: expect.any(String) }] });
const sql = (text: string) => (core: TestCore) => core.app.db.pool.query(text);

const closed = { seats: [["1A", "1B"]], code: "FLIGHT_CLOSED", details: {} };

const refusals: Readonly<Record<string, Refusal>> = {
  "a seat that the aircraft does not have": { seats: [["1A", "9F"]], code: "SEAT_UNKNOWN", details: { seat: "9F" } },
  "a seat of another cabin": {
    seats: [["1A", "2A"]],
    before: sql("UPDATE seat SET cabin = 'business' WHERE row_no = 2"),
    code: "SEAT_NOT_ALLOWED",
    details: { seat: "2A", why: "other_cabin" },
  },
  "a seat in an exit row for a child": {
    seats: [["1A", "2A"]],
    party: { adults: 1, children: 1, infants: 0 },
    before: sql("UPDATE seat SET exit_row = true WHERE row_no = 2"),
    code: "SEAT_NOT_ALLOWED",
    details: { seat: "2A", why: "exit_row" },
  },
  "a seat that staff has blocked": {
    seats: [["1A", "1B"]],
    before: sql(
      "INSERT INTO seat_claim (flight_id, seat_no, cabin, block_reason, expires_at) SELECT id, '1B', 'economy', 'broken', 'infinity' FROM flight",
    ),
    code: "SEAT_TAKEN",
    details: { seats: [expect.objectContaining({ seat: "1B" })], alternatives: [[expect.any(String), expect.any(String)]] },
  },
  "one seat named twice": { seats: [["1A", "1A"]], code: "INVALID_INPUT", details: aboutSeats("seats[0]") },
  "fewer seats than travellers": { seats: [["1A"]], code: "INVALID_INPUT", details: aboutSeats("seats[0]") },
  "more seats than travellers": { seats: [["1A", "1B", "1C"]], code: "INVALID_INPUT", details: aboutSeats("seats[0]") },
  "a seat for an infant": {
    seats: [["1A", "1B", "1C"]],
    party: { ...two, infants: 1 },
    code: "INVALID_INPUT",
    details: aboutSeats("seats[0]"),
  },
  "no seats for the flight": { seats: [], code: "INVALID_INPUT", details: aboutSeats("seats") },
  "seats for a flight more than the offer has": {
    seats: [
      ["1A", "1B"],
      ["1A", "1B"],
    ],
    code: "INVALID_INPUT",
    details: aboutSeats("seats"),
  },
  "ten seats for nine": {
    seats: [[...nine, "2D"]],
    party: { ...two, adults: 9 },
    code: "INVALID_INPUT",
    details: aboutSeats("seats[0]"),
  },
  "an offer whose time is over": {
    seats: [["1A", "1B"]],
    before: (core) => core.database.advanceClock(1201),
    code: "OFFER_EXPIRED",
    details: { path: "offer", why: "time" },
  },
  "an offer of a flight that leaves at another time by now": {
    seats: [["1A", "1B"]],
    before: sql("UPDATE flight SET departs_at = departs_at + interval '1 hour', arrives_at = arrives_at + interval '1 hour'"),
    code: "OFFER_EXPIRED",
    details: { path: "offer", why: "flight" },
  },
  "a flight that is cancelled": { ...closed, before: sql("UPDATE flight SET status = 'cancelled'") },
  "a flight that boards": { ...closed, before: sql("UPDATE flight SET status = 'boarding'") },
  "a flight that has left": { ...closed, before: sql("UPDATE flight SET status = 'in_air'") },
  "a flight whose sale has closed": { ...closed, before: sql("UPDATE flight SET sales_close_at = skyhold_now()") },
};

test.each(Object.entries(refusals))("%s is refused by name, and nothing is held", async (_case, refusal) => {
  const { seats, party = two, before, code, details } = refusal;
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flightId = await makeFlight(core.app.db);
  const { token } = await findOffer(ctx, flightId, party);
  await before?.(core);

  const namesFlight = /^(?:SEAT_UNKNOWN|SEAT_NOT_ALLOWED|FLIGHT_CLOSED)$/u.test(code);
  await expect(holdSeats(ctx, { offer: token, seats }, "key")).rejects.toMatchObject({
    code,
    details: namesFlight ? { ...details, flightId } : details,
  });
  expect(await core.app.db.prisma.booking.count()).toBe(0);
  expect(await core.app.db.prisma.seatClaim.count({ where: { blockReason: null } })).toBe(0);
});

test.each([1, 9])("a party of %i is held", async (adults) => {
  await using core = await startTestCore();
  const ctx = await core.traveller();

  const booking = await hold(ctx, await makeFlight(core.app.db), nine.slice(0, adults));
  expect(booking.passengers.map(({ seats }) => seats[0])).toEqual(nine.slice(0, adults));
});

const trip = { origin: "CDG", destination: "LIS", departureDate: "2027-01-01" };

test.each([
  ["nobody", { adults: 0 }, "adults"],
  ["ten adults", { adults: 10 }, "adults"],
  ["fewer than no adults", { adults: -1 }, "adults"],
  ["fewer than no children", { adults: 1, children: -1 }, "children"],
  ["fewer than no infants", { adults: 1, infants: -1 }, "infants"],
  ["half a child", { adults: 1, children: 0.5 }, "children"],
])("there is no offer for %s, and the field is named", (_case, passengers, field) => {
  expect(SearchFlightsInput.safeParse({ ...trip, passengers }).error?.issues.map(({ path }) => path)).toEqual([["passengers", field]]);
});

test.each([
  ["ten people", { adults: 5, children: 5, infants: 0 }, "passengers"],
  ["more infants than laps", { adults: 1, children: 0, infants: 2 }, "passengers.infants"],
])("there is no offer for %s, and the field is named", async (_case, passengers, path) => {
  await using core = await startTestCore();

  await expect(search(core.app, { ...trip, passengers })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path }] } });
});

test.each(["0A", "1", "A1", "1I", "100A", "1a", " 1A", ""])("a seat is not called %j", (seat) => {
  expect(HoldSeatsInput.safeParse({ offer: "x", seats: [[seat]] }).success).toBe(false);
});

test.each<[string, (ctx: Context<User>, bookingId: BookingId) => Promise<unknown>]>([
  ["seen", (ctx, bookingId) => getBooking(ctx, { bookingId })],
  ["extended", (ctx, bookingId) => extendHold(ctx, { bookingId })],
  ["released", (ctx, bookingId) => releaseHold(ctx, { bookingId })],
  ["moved", (ctx, bookingId) => changeSeats(ctx, { bookingId, seats: [["2A"]] })],
  [
    "named",
    (ctx, bookingId) =>
      setPassengers(ctx, { bookingId, passengers: [{ givenName: "Eve", surname: "Else", birthDate: "1990-05-17", requests: ["WCHR"] }] }),
  ],
])("another's booking is not %s: there is none", async (_what, act) => {
  await using core = await startTestCore();
  const [owner, other] = [await core.traveller(), await core.traveller()];
  const booking = await hold(owner, await makeFlight(core.app.db), ["1A"]);

  await expect(act(other, booking.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await getBooking(owner, { bookingId: booking.id })).toEqual(booking);
});
