import { expect, test } from "vitest";

import type { Context, Staff, User } from "../context.ts";
import { getManifest } from "../flights/get-manifest.ts";
import type { BookingId, FlightId } from "../ids.ts";
import { PaymentId } from "../ids.ts";
import { getPayment } from "../payments/get-payment.ts";
import { watchPayment } from "../payments/watch-payment.ts";
import { getSeatMap } from "../seats/get-seat-map.ts";
import { getToday } from "../stats/get-today.ts";
import { hold, holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { extendHold } from "./extend-hold.ts";
import { findBooking } from "./find-booking.ts";
import { getBooking } from "./get-booking.ts";
import { getBookingForStaff } from "./get-booking-for-staff.ts";
import { listBookings, ListBookingsInput } from "./list-bookings.ts";
import { searchBookings } from "./search-bookings.ts";

interface Viewers {
  readonly ctx: Context<User>;
  readonly staff: Context<Staff>;
  readonly bookingId: BookingId;
  readonly flightId: FlightId;
}

/** The deadline of the only booking, by each view that shows it as unpaid or its seat as held. */
async function deadlinesOf({ ctx, staff, bookingId, flightId }: Viewers) {
  const seats = { map: await getSeatMap(ctx, { flightId }), manifest: await getManifest(staff, { flightId }) };
  return {
    "bookings.get": (await getBooking(ctx, { bookingId })).expiresAt,
    "bookings.list": (await listBookings(ctx, ListBookingsInput.parse({}))).bookings[0]?.expiresAt,
    "seats.map": seats.map.seats[0]?.heldUntil,
    "the manifest": seats.manifest.seats[0]?.heldUntil,
    "search by staff": (await searchBookings(staff, { limit: 1 })).bookings[0]?.expiresAt,
    "the record for staff": (await getBookingForStaff(staff, { bookingId })).booking.expiresAt,
    "what runs out today": (await getToday(staff, { days: 1 })).holds.next[0]?.expiresAt ?? null,
  };
}

/** The same where names or a payment are needed. */
async function deadlinesOfPayment({ ctx, bookingId }: Viewers, id: string) {
  const paymentId = PaymentId.parse(id);
  const { recordLocator } = await getBooking(ctx, { bookingId });
  const watching = watchPayment(ctx, { paymentId }, new AbortController().signal);
  const event = await watching.next();
  await watching.return();
  return {
    "bookings.find": (await findBooking({ ...ctx, actor: null }, { recordLocator, surname: "Novák" })).expiresAt,
    "payments.get": (await getPayment(ctx, { paymentId })).payBy,
    "payments.watch": event.value?.payment.payBy,
  };
}

test("a hold shows its deadline wherever it is shown, to its owner and to staff, and the new one once it is extended", async () => {
  await using core = await startTestCore();
  const [ctx, staff] = [await core.traveller(), await makeStaff(core)];
  const flightId = await makeFlight(core.app.db);
  const { id: bookingId, expiresAt } = await hold(ctx, flightId, ["1A"]);
  const viewers = { ctx, staff, bookingId, flightId };
  const held = await deadlinesOf(viewers);
  expect(held).toEqual(alike(held, expiresAt));

  await core.database.advanceClock(600);
  const extended = (await extendHold(ctx, { bookingId })).expiresAt;

  expect(extended).not.toEqual(expiresAt);
  expect(await deadlinesOf(viewers)).toEqual(alike(held, extended));
});

test("a booking that waits for its payment shows until when; once it is paid nothing counts down any more", async () => {
  await using core = await startTestCore();
  const [ctx, staff] = [await core.traveller(), await makeStaff(core)];
  const flightId = await makeFlight(core.app.db);
  const { booking, paymentId, intentId } = await holdUpToPayment(ctx, flightId, ["1A"]);
  const viewers = { ctx, staff, bookingId: booking.id, flightId };
  const all = async () => ({ ...(await deadlinesOf(viewers)), ...(await deadlinesOfPayment(viewers, paymentId)) });
  const waiting = await all();

  expect(waiting).toEqual(alike(waiting, booking.payBy));
  await news(core, core.provider.takeAtOnce(intentId));
  expect(await all()).toEqual(alike(waiting, null));
});

function alike(views: object, deadline: Date | null): Record<string, Date | null> {
  return Object.fromEntries(Object.keys(views).map((name) => [name, deadline]));
}
