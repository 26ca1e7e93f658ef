import { expireHolds } from "../../bookings/expire-holds.ts";
import { changeSeats } from "../../bookings/change-seats.ts";
import { extendHold } from "../../bookings/extend-hold.ts";
import { holdSeats } from "../../bookings/hold-seats.ts";
import type { Booking } from "../../bookings/booking.ts";
import { releaseHold } from "../../bookings/release-hold.ts";
import { setPassengers } from "../../bookings/set-passengers.ts";
import type { Context, User } from "../../context.ts";
import { isDomainError } from "../../errors.ts";
import { startPayment } from "../../payments/start-payment.ts";
import { blockSeats } from "../block-seats.ts";
import { unblockSeats } from "../unblock-seats.ts";
import { deliverNews, runJob, useCard } from "./payments.ts";
import type { Step } from "./plan.ts";
import { newest, promiseOf, record } from "./world.ts";
import type { Known, World } from "./world.ts";

/** Does what a step says, as far as there is something to do it to, and writes down what came of it. */
export async function takeStep(world: World, ctx: Context<User>, step: Step): Promise<void> {
  switch (step.kind) {
    case "hold":
      return hold(world, ctx, step);
    case "replay":
    case "reuse":
    case "extend":
    case "release":
    case "pay":
    case "change":
      return withBooking(world, ctx, step);
    case "card":
      return useCard(world, step);
    case "news":
      return deliverNews(world, step);
    case "job":
      await runJob(world);
      return;
    case "block":
    case "unblock":
      return staff(world, step.kind, step.seats);
    case "sweep":
      return record(world, { action: "sweep" }, async () => ({ outcome: (await expireHolds(world.core.app)) >= 0 ? "ok" : "fault" }));
    case "jump":
      return record(world, { action: "jump" }, async () => {
        await world.core.database.advanceClock(step.seconds);
        return {};
      });
  }
}

const seatsOf = (booking: Booking) => booking.passengers.flatMap(({ seats }) => seats.filter((seat) => seat !== null));

/** What never changes about a booking, however often and however late it is asked for again. */
const unchanging = ({ id, recordLocator, createdAt, payBy, total, lines }: Booking) =>
  JSON.stringify([id, recordLocator, createdAt, payBy, total, lines.length]);

async function hold(world: World, ctx: Context<User>, step: Extract<Step, { kind: "hold" }>): Promise<void> {
  const key = `key ${world.moment}`;
  const offer = world.offers[step.seats.length - 1] ?? "";
  const input = step.choose ? { offer, seats: [[...step.seats]] } : { offer };
  const bookings: Booking[] = [];
  const ask = () =>
    record(world, { action: "hold", key }, async () => {
      const booking = await holdSeats(ctx, input, key);
      bookings.push(booking);
      const seats = step.choose ? step.seats : seatsOf(booking);
      return { holder: booking.id, seats, until: promiseOf(booking), answer: unchanging(booking) };
    });
  // An impatient client, or a proxy that repeats a call: both at once, under one key.
  await Promise.all(step.twice ? [ask(), ask()] : [ask()]);
  const [booking] = bookings;
  if (booking) world.bookings.get(ctx)?.push({ id: booking.id, key, input, size: step.seats.length, seats: seatsOf(booking) });
}

type OfBooking = Extract<Step, { kind: "replay" | "reuse" | "extend" | "release" | "pay" | "change" }>;

async function withBooking(world: World, ctx: Context<User>, step: OfBooking): Promise<void> {
  const booking = newest(world.bookings.get(ctx) ?? [], step.at);
  if (!booking) return;
  await record(world, { action: step.kind, holder: booking.id, key: step.kind === "replay" ? booking.key : null }, () =>
    act(world, ctx, { ...step, booking }),
  );
}

async function act(world: World, ctx: Context<User>, step: OfBooking & { readonly booking: Known }) {
  const { booking } = step;
  const bookingId = booking.id;
  switch (step.kind) {
    case "replay": {
      const again = await holdSeats(ctx, booking.input, booking.key);
      return { until: promiseOf(again), answer: unchanging(again) };
    }
    case "reuse":
      await holdSeats(ctx, { ...booking.input, contact: { email: "other@example.com" } }, booking.key);
      return {};
    case "extend":
      return { until: promiseOf(await extendHold(ctx, { bookingId })) };
    case "release":
      await releaseHold(ctx, { bookingId });
      return {};
    case "change": {
      const seats = step.seats.slice(0, booking.size);
      const changed = await changeSeats(ctx, { bookingId, seats: [[...seats]] });
      booking.seats = seats;
      return { seats, until: promiseOf(changed) };
    }
    case "pay":
      return pay(world, ctx, booking);
  }
}

async function pay(world: World, ctx: Context<User>, booking: Known) {
  const bookingId = booking.id;
  const passengers = Array.from({ length: booking.size }, () => ({ givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" }));
  await setPassengers(ctx, { bookingId, passengers }).catch((error: unknown) => {
    // Named already, or over: the payment will tell.
    if (!isDomainError(error)) throw error;
  });
  const { paymentId, payBy } = await startPayment(ctx, { bookingId });
  world.intents.push({ intentId: `pi_${paymentId}`, booking });
  return { until: payBy.getTime() };
}

async function staff(world: World, action: "block" | "unblock", seats: readonly string[]): Promise<void> {
  const { clerk, flightId } = world;
  await record(world, { action, holder: "staff", seats }, async () => {
    if (action === "block") await blockSeats(clerk, { flightId, seats: [...seats], reason: "crew rest" });
    else await unblockSeats(clerk, { flightId, seats: [...seats] });
    return action === "block" ? { until: Infinity } : {};
  });
}
