import { expect, test } from "vitest";

import { auditInvariants } from "../invariants/audit-invariants.ts";
import { listAudits } from "../invariants/list-audits.ts";
import { runAudit } from "../invariants/run-audit.ts";
import { listNotificationsForStaff } from "../notifications/list-notifications-for-staff.ts";
import { blockSeats } from "../seats/block-seats.ts";
import { unblockSeats } from "../seats/unblock-seats.ts";
import { bookTrip, makeFlight, startTestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { listAuditEntries } from "./list-audit-entries.ts";

test("what staff did is found by who, what and to what, the latest first, page by page", async () => {
  await using core = await startTestCore();
  const [staff, other] = [await makeStaff(core), await makeStaff(core)];
  const flightId = await makeFlight(core.app.db);
  await blockSeats(staff, { flightId, seats: ["1A"], reason: "broken belt" });
  await unblockSeats(other, { flightId, seats: ["1A"] });
  const actions = async (input: Parameters<typeof listAuditEntries>[1]) =>
    (await listAuditEntries(staff, input)).entries.map(({ action }) => action);
  expect(await actions({ limit: 50 })).toEqual(["seats.unblock", "seats.block"]);
  expect(await actions({ limit: 50, action: "seats.bl" })).toEqual(["seats.block"]);
  expect(await actions({ limit: 50, actor: other.actor.userId })).toEqual(["seats.unblock"]);
  expect(await actions({ limit: 50, subjectId: "flt_other" })).toEqual([]);
  const { entries, nextCursor } = await listAuditEntries(staff, { limit: 1, subjectId: flightId });
  expect(entries).toMatchObject([{ actor: { id: other.actor.userId, email: other.actor.email } }]);
  expect(await actions({ limit: 1, cursor: nextCursor ?? "" })).toEqual(["seats.block"]);
});

test("mails are found by state and by what the address begins with", async () => {
  await using core = await startTestCore();
  const [ctx, staff] = [await core.traveller(), await makeStaff(core)];
  const booking = await bookTrip(core, ctx, { flights: [await makeFlight(core.app.db)], brand: "SAVER" });
  const recipients = async (input: Parameters<typeof listNotificationsForStaff>[1]) =>
    (await listNotificationsForStaff(staff, input)).notifications.map(({ recordLocator, state }) => [recordLocator, state]);
  expect(await recipients({ limit: 10, state: "pending" })).toEqual([[booking.recordLocator, "pending"]]);
  expect(await recipients({ limit: 10, recipient: ctx.actor.email.slice(0, 9) })).toHaveLength(1);
  expect(await recipients({ limit: 10, state: "failed" })).toEqual([]);
  expect(await recipients({ limit: 10, recipient: "nobody@" })).toEqual([]);
});

test("an audit that staff ask for is made by the worker, and is then on top of the list", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  expect(await runAudit(staff, {})).toEqual({ queued: true });
  expect(await core.sentJobs()).toMatchObject([{ name: "invariants.audit" }]);
  await auditInvariants(core.app);
  const { audits } = await listAudits(staff, { limit: 5 });
  expect(audits).toHaveLength(1);
  expect(audits[0]?.results.find(({ name }) => name.startsWith("seat"))).toMatchObject({ holds: true, violations: 0 });
});
