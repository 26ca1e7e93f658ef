import { expect, test } from "vitest";

import type { Context, Staff } from "../context.ts";
import { bookTrip, makeFlight, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { cancelBookingForStaff } from "./cancel-booking-for-staff.ts";

const couple = { adults: 2, children: 0, infants: 0 };
const full = { refund: "full", reason: "asked for it" } as const;

/** A booking of two, and someone who may give back so many euros. */
async function setUp(core: TestCore, staffRefundLimit: number) {
  const ctx = await core.traveller();
  const booking = await bookTrip(core, ctx, {
    flights: [await makeFlight(core.app.db, { departsInHours: 240 })],
    party: couple,
    brand: "SAVER",
  });
  const staff = await makeStaff(core);
  return { booking, ctx, staff: { ...staff, policy: { ...staff.policy, staffRefundLimit } } };
}

const perHead = async (core: TestCore) => {
  const { booking } = await setUp(core, 0);
  return booking.total.amount / 2 / 100;
};

test("staff give back in full up to their limit; above it an admin has to, and nothing is changed", async () => {
  await using core = await startTestCore();
  const each = await perHead(core);
  const { booking, staff } = await setUp(core, Math.ceil(2 * each) - 1);
  const ask = { bookingId: booking.id, ...full };
  await expect(cancelBookingForStaff(staff, ask, "one")).rejects.toMatchObject({ code: "FORBIDDEN", details: { needs: "admin" } });
  expect(await core.app.db.prisma.cancellation.count()).toBe(0);
  expect(await core.app.db.prisma.auditEntry.count()).toBe(0);
  const boss: Context<Staff> = { ...staff, actor: { ...staff.actor, role: "admin" } };

  await expect(cancelBookingForStaff(boss, ask, "two")).resolves.toMatchObject({ cancellation: { refund: booking.total } });
});

test("a refund in parts counts together for its booking", async () => {
  await using core = await startTestCore();
  const each = await perHead(core);
  const { booking, staff } = await setUp(core, Math.ceil(1.5 * each));
  const part = (passenger: number) =>
    cancelBookingForStaff(staff, { bookingId: booking.id, passengers: [passenger], ...full }, `part ${passenger}`);

  await expect(part(1)).resolves.toMatchObject({ cancellation: { cancelledBy: "staff" } });
  await expect(part(0)).rejects.toMatchObject({ code: "FORBIDDEN", details: { needs: "admin" } });
});

test("two parts at the same moment count together too: one of them needs an admin", async () => {
  await using core = await startTestCore();
  const each = await perHead(core);
  const { booking, staff } = await setUp(core, Math.ceil(1.5 * each));
  const part = (passenger: number) =>
    cancelBookingForStaff(staff, { bookingId: booking.id, passengers: [passenger], ...full }, `at once ${passenger}`);

  const outcomes = await Promise.allSettled([part(0), part(1)]);

  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "FORBIDDEN" } });
});

test("what the rules grant has no limit: it is owed", async () => {
  await using core = await startTestCore();
  const { booking, staff } = await setUp(core, 0);

  await expect(
    cancelBookingForStaff(staff, { bookingId: booking.id, refund: "rules", reason: "asked for it" }, "one"),
  ).resolves.toBeDefined();
});
