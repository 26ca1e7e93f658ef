import { expect, test } from "vitest";

import { cancelBookingForStaff } from "../bookings/cancel-booking-for-staff.ts";
import type { Context, User } from "../context.ts";
import { cancelFlightBookings } from "../flights/cancel-flight-bookings.ts";
import { cancelFlight } from "../flights/cancel-flight.ts";
import { delayFlight } from "../flights/delay-flight.ts";
import { BookingId } from "../ids.ts";
import { bookTrip, cancelByQuote, makeFlight, news, runJobs, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { intentOf, startPaidBooking } from "../testing/paid-booking.ts";
import { makeStaff } from "../testing/staff.ts";
import { listNotifications } from "./list-notifications.ts";

/** What a traveller reads of a kind of message, in the mail and in the list alike. */
async function told(core: TestCore, ctx: Context<User>, kind: string): Promise<string[]> {
  await runJobs(core, "refund.execute");
  await runJobs(core, "notification.send");
  const { notifications } = await listNotifications(ctx, { limit: 20 });
  const summaries = notifications.filter((message) => message.kind === kind).map(({ summary }) => summary);
  const mails = core.mails.map(({ text }) => text.replaceAll(/\s+/gu, " "));
  for (const summary of summaries) expect(mails.some((text) => text.includes(summary))).toBe(true);
  return summaries;
}

async function paidTrip(core: TestCore, ctx: Context<User>) {
  const flightId = await makeFlight(core.app.db, { departsInHours: 100 });
  return { flightId, booking: await bookTrip(core, ctx, { flights: [flightId], brand: "SAVER" }) };
}

test("a refund says whose doing it was: the airline's, the traveller's own, or our staff's", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  const [grounded, late, free, helped] = [await core.traveller(), await core.traveller(), await core.traveller(), await core.traveller()];

  const { flightId } = await paidTrip(core, grounded);
  await cancelFlight(staff, { flightId, reason: "storm" });
  const { id: changeId } = await core.app.db.prisma.flightChange.findFirstOrThrow({ where: { flightId } });
  await cancelFlightBookings(core.app, { changeId });
  expect(await told(core, grounded, "refund.sent")).toEqual([expect.stringMatching(/The airline cancelled your flight XT \d+\.$/u)]);

  const delayed = await paidTrip(core, late);
  await delayFlight(staff, { flightId: delayed.flightId, minutes: 400, reason: "storm" });
  await cancelByQuote(late, delayed.booking);
  expect(await told(core, late, "refund.sent")).toEqual([expect.stringContaining("The airline changed the times of your trip")]);

  const own = await paidTrip(core, free);
  await cancelByQuote(free, own.booking);
  expect(await told(core, free, "refund.sent")).toEqual([expect.stringContaining("after your cancellation")]);

  const { booking } = await paidTrip(core, helped);
  const input = { bookingId: BookingId.parse(booking.id), refund: "full" as const, reason: "bereavement" };
  await cancelBookingForStaff(staff, input, "key");
  expect(await told(core, helped, "refund.sent")).toEqual([expect.stringContaining("after our staff cancelled it for you")]);
});

test("whoever pays for seats that cannot be kept is told once that nothing is charged, and why", async () => {
  await using gone = await startPaidBooking();
  const { paymentId } = await gone.start("1A");
  await gone.core.app.db.pool.query("UPDATE flight_cabin SET legroom_fee_minor = 2600");
  const authorised = gone.core.provider.authorise(intentOf(paymentId));
  expect([await news(gone.core, authorised), await news(gone.core, authorised)]).toEqual(["withdrawing", "withdrawing"]);
  expect(await told(gone.core, gone.ctx, "payment.withdrawn")).toEqual([
    expect.stringContaining("which could not be kept for you any more"),
  ]);

  await using changed = await startPaidBooking(["2A", "2B"]);
  const first = await changed.start("1A", "2B");
  await changed.start("1A", "1B");
  await news(changed.core, changed.core.provider.authorise(intentOf(first.paymentId)));
  expect(await told(changed.core, changed.ctx, "payment.withdrawn")).toEqual([expect.stringContaining("another choice")]);
});
