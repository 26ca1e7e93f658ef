import { expect, test } from "vitest";

import type { Admin, Context } from "../context.ts";
import { authenticatorCode, registered, sendMails, testPassword, unproven } from "../testing/accounts.ts";
import { startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { disableUser, enableUser, resetSecondFactor, setRole } from "./change-user.ts";
import { confirmSecondFactor } from "./confirm-second-factor.ts";
import { createAdmin } from "./create-admin.ts";
import { getAccount } from "./get-account.ts";
import { listUsers } from "./list-users.ts";
import { logIn } from "./log-in.ts";
import { setUpSecondFactor } from "./set-up-second-factor.ts";

async function admin(core: TestCore): Promise<Context<Admin>> {
  const ctx = await core.traveller();
  await core.app.db.prisma.user.update({ where: { id: ctx.actor.userId }, data: { role: "admin", emailVerifiedAt: new Date() } });
  return { ...ctx, actor: { ...ctx.actor, role: "admin" } };
}

const reason = "asked for it";

test("a disabled user's sessions end at once and none can be opened, until they are enabled; the audit log says who and why", async () => {
  await using core = await startTestCore();
  const [boss, traveller] = [await admin(core), await core.traveller()];
  const { userId, token } = traveller.actor;

  expect(await disableUser(boss, { userId, reason })).toMatchObject({ disabledAt: expect.any(Date) as unknown });
  expect(await core.app.sessions.findUser(token)).toBeNull();
  expect(await core.app.db.prisma.session.count({ where: { userId } })).toBe(0);
  expect(await enableUser(boss, { userId, reason })).toMatchObject({ disabledAt: null });
  expect(await core.app.sessions.findUser(token)).toBeNull();
  expect(await core.app.db.prisma.auditEntry.findMany({ orderBy: { id: "asc" } })).toMatchObject([
    { action: "users.disable", actor: boss.actor.userId, subjectId: userId, reason },
    { action: "users.enable" },
  ]);
});

test("a role is given to who has verified their address, and they sign in anew", async () => {
  await using core = await startTestCore();
  const [boss, traveller] = [await admin(core), await core.traveller()];
  const { userId, token } = traveller.actor;
  await expect(setRole(boss, { userId, role: "staff", reason })).rejects.toMatchObject({ code: "EMAIL_UNVERIFIED" });
  await core.app.db.prisma.user.update({ where: { id: userId }, data: { emailVerifiedAt: new Date() } });

  expect(await setRole(boss, { userId, role: "staff", reason })).toMatchObject({ role: "staff" });
  expect(await core.app.sessions.findUser(token)).toBeNull();
  expect(await core.app.db.prisma.auditEntry.findMany()).toMatchObject([
    { action: "users.setRole", details: { before: "traveller", after: "staff" } },
  ]);
});

test("an admin takes a lost second factor away: sessions end, the password alone signs in, the owner is told, and the audit log says why", async () => {
  await using core = await startTestCore();
  const [boss, ana] = [await admin(core), await registered(core, "ana@example.com")];
  const { userId, token } = ana.actor;
  await expect(resetSecondFactor(boss, { userId, reason })).rejects.toMatchObject({
    code: "NOT_FOUND",
    details: { what: "second factor" },
  });
  await confirmSecondFactor(ana, { code: await authenticatorCode(ana, await setUpSecondFactor(ana, { password: testPassword })) });
  expect(await getAccount(ana)).toMatchObject({ secondFactor: true });
  expect(await listUsers(boss, { email: "ana", limit: 5 })).toMatchObject({ users: [{ secondFactor: true }] });

  expect(await resetSecondFactor(boss, { userId, reason })).toMatchObject({ secondFactor: false });
  expect(await core.app.sessions.findUser(token)).toBeNull();
  expect(await core.app.db.prisma.recoveryCode.count()).toBe(0);
  await expect(logIn(core.app, { email: "ana@example.com", password: testPassword })).resolves.toMatchObject({
    account: { secondFactor: false },
  });
  await sendMails(core);
  expect(core.mails.at(-1)).toMatchObject({ to: "ana@example.com", subject: "Your second factor was taken away" });
  expect(await core.app.db.prisma.auditEntry.findMany()).toMatchObject([
    { action: "users.resetSecondFactor", actor: boss.actor.userId, subjectId: userId, reason },
  ]);
});

test("the last admin is neither disabled nor made a traveller", async () => {
  await using core = await startTestCore();
  const boss = await admin(core);
  const { userId } = boss.actor;

  await expect(disableUser(boss, { userId, reason })).rejects.toMatchObject({ code: "LAST_ADMIN" });
  await expect(setRole(boss, { userId, role: "traveller", reason })).rejects.toMatchObject({ code: "LAST_ADMIN" });
  expect(await core.app.sessions.findUser(boss.actor.token)).not.toBeNull();
  expect(await core.app.db.prisma.auditEntry.count()).toBe(0);
});

test("of two admins who disable each other at the same moment, one stays", async () => {
  await using core = await startTestCore();
  for (let round = 0; round < 5; round += 1) {
    const [one, two] = [await admin(core), await admin(core)];
    await core.app.db.prisma.user.updateMany({
      where: { role: "admin", id: { notIn: [one.actor.userId, two.actor.userId] } },
      data: { role: "traveller" },
    });
    await Promise.allSettled([
      disableUser(one, { userId: two.actor.userId, reason }),
      disableUser(two, { userId: one.actor.userId, reason }),
    ]);
    expect(await core.app.db.prisma.user.count({ where: { role: "admin", disabledAt: null } })).toBe(1);
  }
});

test("the first admin comes by a command, with a password that nobody else has; an account that exists is raised", async () => {
  await using core = await startTestCore();
  const person = { email: "boss@example.com", givenName: "Ada", surname: "Admin" };
  const { password } = await createAdmin(core.app, person);

  await expect(logIn(core.app, { email: person.email, password: password ?? "" })).resolves.toMatchObject({ account: { role: "admin" } });
  expect(await createAdmin(core.app, person)).toEqual({ password: null });
  expect(await core.app.db.prisma.auditEntry.findMany()).toMatchObject([{ actor: "system", action: "users.createAdmin" }, {}]);
});

test("whoever opened an account under the address of the admin to come does not become an admin with it", async () => {
  await using core = await startTestCore();
  const [squatter, older] = [await unproven(core, "boss@example.com"), await unproven(core, "boss@example.com")];
  // As one could register before addresses were proven first.
  const passwordHash = await core.app.passwords.hash(testPassword);
  await core.app.db.prisma.user.update({ where: { id: older.actor.userId }, data: { passwordHash } });
  const { password } = await createAdmin(core.app, { email: "boss@example.com", givenName: "Ada", surname: "Admin" });

  expect(await getAccount(squatter)).toMatchObject({ role: "traveller", emailVerified: false });
  expect(await core.app.sessions.findUser(older.actor.token)).toBeNull();
  await expect(logIn(core.app, { email: "boss@example.com", password: testPassword })).rejects.toMatchObject({ code: "CREDENTIALS_WRONG" });
  await expect(logIn(core.app, { email: "boss@example.com", password: password ?? "" })).resolves.toMatchObject({
    account: { role: "admin" },
  });
});

test("users are found by the beginning of their address, page by page, newest first", async () => {
  await using core = await startTestCore();
  const boss = await admin(core);
  for (const name of ["x1", "x2", "x3"]) {
    await core.app.db.prisma.user.create({
      data: { id: core.app.newId("usr"), email: `${name}@example.com`, givenName: "X", surname: "X" },
    });
  }
  const first = await listUsers(boss, { email: "x", limit: 2 });
  const second = await listUsers(boss, { email: "x", limit: 2, ...(first.nextCursor && { cursor: first.nextCursor }) });

  expect([first, second].map(({ users }) => users.map(({ email }) => email.slice(0, 2)))).toEqual([["x3", "x2"], ["x1"]]);
  expect(second.nextCursor).toBeNull();
  expect(await listUsers(boss, { disabled: true, limit: 5 })).toMatchObject({ users: [] });
});

test("the audit log cannot be changed, shortened or emptied", async () => {
  await using core = await startTestCore();
  await createAdmin(core.app, { email: "boss@example.com", givenName: "Ada", surname: "Admin" });

  for (const sql of ["UPDATE audit_entry SET reason = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"])
    await expect(core.app.db.pool.query(sql)).rejects.toMatchObject({ code: "SK090" });
});
