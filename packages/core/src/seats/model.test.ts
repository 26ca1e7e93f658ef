import fc from "fast-check";
import { expect, test } from "vitest";

import { changeSeats } from "../bookings/change-seats.ts";
import { expireHolds } from "../bookings/expire-holds.ts";
import { extendHold } from "../bookings/extend-hold.ts";
import { getBooking } from "../bookings/get-booking.ts";
import { holdSeats } from "../bookings/hold-seats.ts";
import { releaseHold } from "../bookings/release-hold.ts";
import { setPassengers } from "../bookings/set-passengers.ts";
import type { Context, User } from "../context.ts";
import { isDomainError } from "../errors.ts";
import type { BookingId, FlightId } from "../ids.ts";
import type { IntentSnapshot } from "../payments/payment-provider.ts";
import { startPayment } from "../payments/start-payment.ts";
import { cancelByQuote, findOffer, makeFlight, news, startTestCore, takeAway } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { getSeatMap } from "./get-seat-map.ts";
import { isLive, isUnpaid, owner, stateOf } from "./model-beliefs.ts";
import type { Model } from "./model-beliefs.ts";
import { allSeats, hasRoomFor } from "./model-room.ts";

interface Real {
  readonly core: TestCore;
  readonly flightId: FlightId;
  readonly users: readonly Context<User>[];
  readonly bookings: BookingId[];
  readonly runs: number;
}

const [holdSeconds, paySeconds, holdLimit] = [900, 1800, 10];

type Step = (model: Model, real: Real) => Promise<void>;

/** Does it to the real system; answers `ok` or the code of the refusal. */
async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return "ok";
  } catch (error) {
    if (isDomainError(error)) return error.code;
    throw error;
  }
}

function bookingAt(model: Model, real: Real, index: number) {
  const at = index % Math.max(1, model.beliefs.length);
  const [belief, bookingId] = [model.beliefs[at], real.bookings[at]];
  const ctx = belief && real.users[belief.user];
  return belief && bookingId && ctx ? { belief, bookingId, ctx } : null;
}

const hold =
  (user: number, asked: readonly string[]): Step =>
  async (model, real) => {
    const ctx = real.users[user];
    if (!ctx) return;
    const free = asked.every((seat) => !owner(model, seat));
    const mayHold = model.beliefs.filter((belief) => belief.user === user && isLive(model, belief)).length < holdLimit;
    const party = { adults: asked.length, children: 0, infants: 0 };
    if (allSeats.filter((seat) => !owner(model, seat)).length < asked.length) {
      await expect(findOffer(ctx, real.flightId, party)).rejects.toThrow("not on sale");
      return;
    }
    const { token } = await findOffer(ctx, real.flightId, party);
    const key = `run ${real.runs} hold ${model.beliefs.length} at ${model.now}`;
    let id: BookingId | undefined;
    const code = await codeOf(async () => ({ id } = await holdSeats(ctx, { offer: token, seats: [[...asked]] }, key)));
    expect(code).toBe(free ? (mayHold ? "ok" : "HOLD_LIMIT") : "SEAT_TAKEN");
    if (!id) return;
    real.bookings.push(id);
    const deadlines = { expires: model.now + holdSeconds, payBy: model.now + paySeconds };
    model.beliefs.push({ user, key, offer: token, asked, seats: asked, state: "held", ...deadlines });
  };

const extend =
  (index: number): Step =>
  async (model, real) => {
    const found = bookingAt(model, real, index);
    if (!found) return;
    const { belief, bookingId, ctx } = found;
    const code = await codeOf(() => extendHold(ctx, { bookingId }));
    expect(code === "ok").toBe(isLive(model, belief));
    if (isLive(model, belief)) belief.expires = Math.max(belief.expires, Math.min(model.now + holdSeconds, belief.payBy));
  };

const release =
  (index: number): Step =>
  async (model, real) => {
    const found = bookingAt(model, real, index);
    if (!found) return;
    const { belief, bookingId, ctx } = found;
    const code = await codeOf(() => releaseHold(ctx, { bookingId }));
    expect(code === "ok").toBe(isLive(model, belief) || belief.state === "released");
    if (isLive(model, belief)) belief.state = "released";
  };

const change =
  (index: number, wanted: readonly string[]): Step =>
  async (model, real) => {
    const found = bookingAt(model, real, index);
    if (!found) return;
    const { belief, bookingId, ctx } = found;
    const seats = wanted.slice(0, belief.seats.length);
    if (seats.length !== belief.seats.length) return;
    const allowed = isLive(model, belief) || belief.state === "confirmed";
    const free = seats.every((seat) => (owner(model, seat) ?? belief) === belief);
    const code = await codeOf(() => changeSeats(ctx, { bookingId, seats: [[...seats]] }));
    expect(code).toBe(allowed ? (free ? "ok" : "SEAT_TAKEN") : "BOOKING_STATE");
    if (allowed && free) belief.seats = seats;
  };

const startPaying =
  (index: number): Step =>
  async (model, real) => {
    const found = bookingAt(model, real, index);
    if (!found) return;
    const { belief, bookingId, ctx } = found;
    const passengers = belief.seats.map(() => ({ givenName: "Ana", surname: "Novak", birthDate: "1990-05-17" }));
    await codeOf(() => setPassengers(ctx, { bookingId, passengers }));
    const code = await codeOf(() => startPayment(ctx, { bookingId }));
    expect(code === "ok").toBe(isLive(model, belief));
    if (isLive(model, belief)) Object.assign(belief, { state: "awaiting_payment", expires: belief.payBy });
  };

/** The money comes, in time or late: confirmed in its own seats or, when someone else has them, in others; given back when there are none. */
const pay =
  (index: number): Step =>
  async (model, real) => {
    const found = bookingAt(model, real, index);
    if (!found) return;
    const { belief, bookingId, ctx } = found;
    const payment = await real.core.app.db.prisma.payment.findFirst({ where: { bookingId } });
    if (!payment?.stripeIntentId || payment.state === "captured") return;
    const free = allSeats.filter((seat) => (owner(model, seat) ?? belief) === belief);
    const confirms = isUnpaid(belief) && hasRoomFor(belief.seats, free);
    expect(await news(real.core, real.core.provider.takeAtOnce(payment.stripeIntentId))).toBe(confirms ? "confirmed" : "refunding");
    const { passengers } = await getBooking(ctx, { bookingId });
    const seats = passengers.flatMap((passenger) => passenger.seats);
    if (confirms) expect(free).toEqual(expect.arrayContaining(seats));
    if (confirms) Object.assign(belief, { state: "confirmed", seats });
    else if (belief.state === "awaiting_payment") belief.state = "expired";
  };

/** What was told of a payment that is over comes again, late and out of order, perhaps under the very event: nothing has changed by it. */
const echo =
  (index: number, state: IntentSnapshot["state"], eventId: string | undefined): Step =>
  async (model, real) => {
    const bookingId = bookingAt(model, real, index)?.bookingId ?? "";
    const payment = await real.core.app.db.prisma.payment.findFirst({ where: { bookingId } });
    if (!payment?.stripeIntentId || payment.state !== "captured") return;
    const intent = { ...(await real.core.provider.getIntent(payment.stripeIntentId)), state };
    expect(["already", "duplicate"]).toContain(await news(real.core, intent, eventId && `${payment.id} ${eventId}`));
  };

const cancel =
  (index: number): Step =>
  async (model, real) => {
    const found = bookingAt(model, real, index);
    if (!found) return;
    const { belief, bookingId, ctx } = found;
    const code = await codeOf(async () => cancelByQuote(ctx, await getBooking(ctx, { bookingId })));
    expect(code).toBe(belief.state === "confirmed" ? "ok" : "BOOKING_STATE");
    if (belief.state === "confirmed") belief.state = "cancelled";
  };

/** The call that made the booking comes again, perhaps long after: it is that booking, and nothing else has changed. */
const replay =
  (index: number): Step =>
  async (model, real) => {
    const found = bookingAt(model, real, index);
    if (!found) return;
    const { belief, bookingId, ctx } = found;
    expect((await holdSeats(ctx, { offer: belief.offer, seats: [[...belief.asked]] }, belief.key)).id).toBe(bookingId);
  };

const advance =
  (seconds: number): Step =>
  async (model, { core }) => {
    await core.database.advanceClock(seconds);
    model.now += seconds;
  };

const sweep: Step = async (_model, { core }) => {
  await expireHolds(core.app);
};

/** The map that a stranger sees is what the model believes of every seat; and so is every booking. */
async function compare(model: Model, real: Real): Promise<void> {
  const map = await getSeatMap({ ...real.core.app, actor: null }, { flightId: real.flightId });
  expect(map.seats.map(({ seat, state }) => [seat, state])).toEqual(map.seats.map(({ seat }) => [seat, stateOf(model, seat)]));
  for (const [index, belief] of model.beliefs.entries()) {
    const found = bookingAt(model, real, index);
    const state = isUnpaid(belief) && !isLive(model, belief) ? "expired" : belief.state;
    if (found) expect((await getBooking(found.ctx, { bookingId: found.bookingId })).state).toBe(state);
  }
}

const seat = fc.constantFrom(...allSeats);
const someSeats = fc.uniqueArray(seat, { minLength: 1, maxLength: 2 });
const index = fc.nat(6);
const past = ["captured", "authorised", "processing", "requires_payment"] as const;
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.nat(2), someSeats).map(([user, seats]) => hold(user, seats)) },
  { weight: 1, arbitrary: index.map(extend) },
  { weight: 1, arbitrary: index.map(release) },
  { weight: 2, arbitrary: fc.tuple(index, fc.uniqueArray(seat, { minLength: 2, maxLength: 2 })).map(([at, seats]) => change(at, seats)) },
  { weight: 3, arbitrary: index.map(startPaying) },
  { weight: 3, arbitrary: index.map(pay) },
  { weight: 1, arbitrary: index.map(replay) },
  { weight: 1, arbitrary: index.map(cancel) },
  { weight: 2, arbitrary: fc.tuple(index, fc.constantFrom(...past), fc.constantFrom(undefined, "echo")).map((told) => echo(...told)) },
  { weight: 2, arbitrary: fc.constantFrom(60, 500, 1000).map(advance) },
  { weight: 1, arbitrary: fc.constant(sweep) },
);

/** Takes random steps, each run on a flight of its own, and compares. Rejects with the shortest run that goes wrong and its seed. */
async function explore(core: TestCore, numRuns: number): Promise<void> {
  let runs = 0;
  const property = fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
    // A day of its own: no crowd of other runs' flights in its search.
    await core.database.advanceClock(86_400);
    const users = await Promise.all([core.traveller(), core.traveller(), core.traveller()]);
    const flightId = await makeFlight(core.app.db, { rows: 1, departsInHours: 72 });
    const real: Real = { core, users, flightId, bookings: [], runs: (runs += 1) };
    const model: Model = { now: 0, beliefs: [] };
    for (const take of steps) await take(model, real);
    await compare(model, real);
  });
  await fc.assert(property, { numRuns });
}

test("whatever is done in whatever order, the seats and bookings are what a plain list of them says", { timeout: 600_000 }, async () => {
  await using core = await startTestCore();

  await expect(explore(core, Number(process.env["MODEL_RUNS"] ?? 150))).resolves.toBeUndefined();
});

test.each([
  ["when deadlines follow another clock than the database's", ["databaseClock"]],
  ["when nobody looks whether a seat is free, and no index refuses it", ["look", "index"]],
] as const)("negative control: %s, a random run shows it", { timeout: 60_000 }, async (_what, guards) => {
  await using core = await startTestCore();
  await takeAway(core.app.db, ...guards);

  await expect(explore(core, 150)).rejects.toThrow(/Property failed/u);
});
