import { expect, test } from "vitest";

import type { Admin, Context } from "../context.ts";
import { UserId } from "../ids.ts";
import { registered, testPassword } from "../testing/accounts.ts";
import { bookTrip, hold, makeFlight, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { endSessions } from "./change-user.ts";
import { eraseUser } from "./erase-user.ts";
import { exportUser } from "./export-user.ts";
import { listSessionsForAdmin } from "./list-sessions-for-admin.ts";
import { logIn } from "./log-in.ts";

async function admin(core: TestCore): Promise<Context<Admin>> {
  const ctx = await core.traveller();
  await core.app.db.prisma.user.update({ where: { id: ctx.actor.userId }, data: { role: "admin", emailVerifiedAt: new Date() } });
  return { ...ctx, actor: { ...ctx.actor, role: "admin" } };
}

const reason = "letter of 12 November";
const nobody = UserId.parse("usr_00000000-0000-7000-8000-000000000000");

test("an admin sees on which devices somebody is signed in, and signs them out everywhere; nobody else is touched", async () => {
  await using core = await startTestCore();
  const [boss, ana, bo] = [await admin(core), await registered(core, "ana@example.com"), await registered(core, "bo@example.com")];
  const { userId } = ana.actor;
  const device = "Firefox on a stolen laptop";
  const { token } = await core.app.sessions.open(userId, device);

  const { sessions } = await listSessionsForAdmin(boss, { userId });
  expect(sessions).toHaveLength(2);
  expect(sessions).toMatchObject(expect.arrayContaining([expect.objectContaining({ device, current: false })]));
  expect((await listSessionsForAdmin(boss, { userId: boss.actor.userId })).sessions).toMatchObject([{ current: true }]);

  await endSessions(boss, { userId, reason });
  expect((await listSessionsForAdmin(boss, { userId })).sessions).toEqual([]);
  expect(await core.app.sessions.findUser(token)).toBeNull();
  expect(await core.app.sessions.findUser(bo.actor.token)).not.toBeNull();
  await expect(logIn(core.app, { email: "ana@example.com", password: testPassword })).resolves.toBeDefined();
  expect(await core.app.db.prisma.auditEntry.findMany()).toMatchObject([{ action: "users.endSessions", subjectId: userId, reason }]);
  await expect(listSessionsForAdmin(boss, { userId: nobody })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("what is kept of somebody is read for them in full, and that it was read stands in the audit log and in what they read", async () => {
  await using core = await startTestCore();
  const [boss, ana] = [await admin(core), await registered(core, "ana@example.com")];
  await registered(core, "bo@example.com");
  const booking = await bookTrip(core, ana, { flights: [await makeFlight(core.app.db, { departsInHours: 40 })] });
  const { userId } = ana.actor;

  const exported = await exportUser(boss, { userId, reason });
  expect(exported).toMatchObject({ account: { email: "ana@example.com" }, bookings: [{ id: booking.id }] });
  expect(exported.actionsOfStaff).toMatchObject([{ action: "users.export", subjectId: userId }]);
  expect(JSON.stringify(exported)).not.toContain("bo@example.com");
  expect(await core.app.db.prisma.auditEntry.findMany()).toMatchObject([{ action: "users.export", actor: boss.actor.userId, reason }]);
  await expect(exportUser(boss, { userId: nobody, reason })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("an admin erases who has asked for it, once nothing needs them any more, but nobody erases themselves like that", async () => {
  await using core = await startTestCore();
  const [boss, ana] = [await admin(core), await registered(core, "ana@example.com")];
  const { userId, token } = ana.actor;
  await hold(ana, await makeFlight(core.app.db), ["1A"]);

  await expect(eraseUser(boss, { userId, reason })).rejects.toMatchObject({ code: "BOOKING_STATE" });
  expect(await core.app.sessions.findUser(token)).not.toBeNull();
  expect(await core.app.db.prisma.auditEntry.count()).toBe(0);
  await core.database.advanceClock(3600);
  const gone = await eraseUser(boss, { userId, reason });

  expect(gone).toMatchObject({ id: userId, email: `${userId}@erased.invalid`, givenName: "Erased" });
  expect(await core.app.sessions.findUser(token)).toBeNull();
  expect(await core.app.db.prisma.auditEntry.findMany()).toMatchObject([{ action: "users.erase", subjectId: userId, reason }]);
  await expect(eraseUser(boss, { userId: boss.actor.userId, reason })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  await expect(eraseUser(boss, { userId: nobody, reason })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
