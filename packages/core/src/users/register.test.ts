import { expect, test } from "vitest";

import { mailedCode, registered, sendMails, signedIn, testPassword } from "../testing/accounts.ts";
import { boughtByGuest } from "../testing/guests.ts";
import { makeFlight, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { purgeSessions } from "../sessions/purge-sessions.ts";
import { listBookings } from "../bookings/list-bookings.ts";
import { confirmRegistration } from "./confirm-registration.ts";
import { createAdmin } from "./create-admin.ts";
import { getAccount } from "./get-account.ts";
import { logIn } from "./log-in.ts";
import { register } from "./register.ts";
import { resetPassword } from "./reset-password.ts";

const email = "ana@example.com";
const subject = "Confirm your registration";
const ana = { email, password: testPassword, givenName: "Ana", surname: "Novak" };

/** Registers and answers the code that came by mail. */
async function mailedRegistration(core: TestCore, input: typeof ana): Promise<string> {
  await register(core.app, input);
  await sendMails(core);
  return mailedCode(core, input.email, subject) ?? "";
}

test("a registration is an account once its mailed code comes back with its password, and not before", async () => {
  await using core = await startTestCore();
  const token = await mailedRegistration(core, ana);
  await expect(logIn(core.app, { email, password: testPassword })).rejects.toMatchObject({ code: "CREDENTIALS_WRONG" });
  await expect(confirmRegistration(core.app, { token: "guessed", password: testPassword })).rejects.toMatchObject({
    code: "TOKEN_INVALID",
  });
  const signed = await confirmRegistration(core.app, { token, password: testPassword });

  expect(signed.account).toMatchObject({ email, role: "traveller", emailVerified: true });
  expect(await getAccount(await signedIn(core, signed.token))).toEqual(signed.account);
  await expect(logIn(core.app, { email, password: testPassword })).resolves.toMatchObject({ account: signed.account });
  await expect(confirmRegistration(core.app, { token, password: testPassword })).rejects.toMatchObject({ code: "TOKEN_INVALID" });
});

test("who follows the link of a registration that someone else made in their name opens no account with that person's password", async () => {
  await using core = await startTestCore();
  const planted = await mailedRegistration(core, { ...ana, password: "known to the attacker" });
  await expect(confirmRegistration(core.app, { token: planted, password: testPassword })).rejects.toMatchObject({
    code: "CREDENTIALS_WRONG",
  });
  expect(await core.app.db.prisma.user.count()).toBe(0);
  const own = await mailedRegistration(core, ana);
  await confirmRegistration(core.app, { token: own, password: testPassword });

  await expect(logIn(core.app, { email, password: "known to the attacker" })).rejects.toMatchObject({ code: "CREDENTIALS_WRONG" });
  await expect(confirmRegistration(core.app, { token: planted, password: "known to the attacker" })).rejects.toMatchObject({
    code: "TOKEN_INVALID",
  });
});

test("of two who confirm at once, with one code or with two, one opens the account", async () => {
  await using core = await startTestCore();
  const [first, second] = [await mailedRegistration(core, ana), await mailedRegistration(core, { ...ana, password: "another of hers" })];
  const outcomes = await Promise.allSettled([
    confirmRegistration(core.app, { token: first, password: testPassword }),
    confirmRegistration(core.app, { token: first, password: testPassword }),
    confirmRegistration(core.app, { token: second, password: "another of hers" }),
  ]);

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
  expect(refusals).toMatchObject([{ code: "TOKEN_INVALID" }, { code: "TOKEN_INVALID" }]);
  expect(await core.app.db.prisma.user.count()).toBe(1);
});

test("whoever has an account is told so by mail, with a code for a new password, and nothing is changed", async () => {
  await using core = await startTestCore();
  await registered(core, email);
  await register(core.app, { ...ana, password: "another one this time" });
  await sendMails(core);

  expect(core.mails.at(-1)).toMatchObject({ to: email, subject: "You have an account already" });
  expect(await core.app.db.prisma.registration.count()).toBe(0);
  await expect(logIn(core.app, { email, password: "another one this time" })).rejects.toMatchObject({ code: "CREDENTIALS_WRONG" });
  const token = mailedCode(core, email, "You have an account already") ?? "";
  await resetPassword(core.app, { token, newPassword: "another one this time" });
  await expect(logIn(core.app, { email, password: "another one this time" })).resolves.toMatchObject({ account: { email } });
});

test("a disabled account's owner is sent nothing, and an address five registrations an hour at most", async () => {
  await using core = await startTestCore();
  const barred = await registered(core, "barred@example.com");
  await core.app.db.pool.query("UPDATE user_account SET disabled_at = skyhold_now() WHERE id = $1", [barred.actor.userId]);
  await register(core.app, { ...ana, email: "barred@example.com" });
  for (let round = 0; round < 7; round += 1) await register(core.app, ana);
  await sendMails(core);

  expect(core.mails.filter(({ to }) => to === "barred@example.com")).toHaveLength(1);
  expect(core.mails.filter(({ to }) => to === email)).toHaveLength(5);
  expect(await core.app.db.prisma.registration.count()).toBe(5);
});

test("a mail that goes out twice has the same code both times", async () => {
  await using core = await startTestCore();
  const first = await mailedRegistration(core, ana);
  await core.app.db.pool.query("UPDATE notification SET state = 'pending', leased_until = NULL");
  await sendMails(core);

  expect(core.mails).toHaveLength(2);
  expect(mailedCode(core, email, subject)).toBe(first);
});

test("an account that a command has made meanwhile is not opened a second time", async () => {
  await using core = await startTestCore();
  const token = await mailedRegistration(core, ana);
  await createAdmin(core.app, { email, givenName: "Ana", surname: "Novak" });

  await expect(confirmRegistration(core.app, { token, password: testPassword })).rejects.toMatchObject({ code: "EMAIL_TAKEN" });
});

test("a registration runs out after a day, and leaves neither name nor address", async () => {
  await using core = await startTestCore();
  const token = await mailedRegistration(core, ana);
  await core.database.advanceClock(86_401);
  await expect(confirmRegistration(core.app, { token, password: testPassword })).rejects.toMatchObject({ code: "TOKEN_INVALID" });
  const { prisma } = core.app.db;
  expect(await prisma.notification.count()).toBe(1);
  await purgeSessions(core.app);

  expect([await prisma.registration.count(), await prisma.notification.count()]).toEqual([0, 0]);
});

test("whoever confirms gets what was bought with the address without an account", async () => {
  await using core = await startTestCore();
  const { booking } = await boughtByGuest(core, await makeFlight(core.app.db), { seat: "1A", email });
  const ctx = await registered(core, email);

  expect((await listBookings(ctx, { limit: 20 })).bookings.map(({ id }) => id)).toEqual([booking.id]);
});

test.each(["password", "Password1", "iloveyou", "ana.novak@example.com", "ANA.NOVAK"])(
  "the password %s is refused, by field",
  async (password) => {
    await using core = await startTestCore();
    const input = { ...ana, email: "ana.novak@example.com", password };

    await expect(register(core.app, input)).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path: "password" }] } });
    expect(await core.app.db.prisma.registration.count()).toBe(0);
  },
);
