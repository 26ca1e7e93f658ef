import { expect, test } from "vitest";

import type { Context } from "../context.ts";
import { registered, sendMails, testPassword } from "../testing/accounts.ts";
import { boughtByGuest } from "../testing/guests.ts";
import { makeFlight, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { findBooking } from "../bookings/find-booking.ts";
import { logIn } from "./log-in.ts";
import { register } from "./register.ts";
import { requestPasswordReset } from "./request-password-reset.ts";

/** What a call answers, and what it costs: passwords that are hashed, and turns at the database. */
async function costOf(core: TestCore, call: (ctx: Context) => Promise<unknown>) {
  const cost = { hashes: 0, turns: 0 };
  const { passwords, db } = core.app;
  const counted: Context["passwords"] = {
    ...passwords,
    hash: (password) => {
      cost.hashes += 1;
      return passwords.hash(password);
    },
    verify: (stored, password) => {
      cost.hashes += 1;
      return passwords.verify(stored, password);
    },
  };
  const count = () => (cost.turns += 1);
  db.pool.on("acquire", count);
  const answer = await call({ ...core.app, passwords: counted }).catch((error: unknown) => String(error));
  db.pool.off("acquire", count);
  return { answer, ...cost };
}

test("a login tells nothing of an account that is known, unknown, disabled, or has no password: same answer, same work", async () => {
  await using core = await startTestCore();
  await registered(core, "known@example.com");
  for (const email of ["disabled@example.com", "bare@example.com"]) await registered(core, email);
  await core.app.db.pool.query("UPDATE user_account SET disabled_at = skyhold_now() WHERE email = 'disabled@example.com'");
  await core.app.db.pool.query("UPDATE user_account SET password_hash = NULL WHERE email = 'bare@example.com'");
  const tryIt = (email: string, password: string) => costOf(core, (ctx) => logIn(ctx, { email, password }));
  const wrong = await tryIt("known@example.com", "wrong horse battery");

  expect(wrong).toEqual({ answer: expect.stringContaining("do not belong together") as unknown, hashes: 1, turns: 1 });
  expect(await tryIt("unknown@example.com", testPassword)).toEqual(wrong);
  expect(await tryIt("disabled@example.com", testPassword)).toEqual(wrong);
  expect(await tryIt("bare@example.com", testPassword)).toEqual(wrong);
});

test("asking for a new password answers and costs the same for an address that is known and one that is not", async () => {
  await using core = await startTestCore();
  await registered(core, "known@example.com");
  const ask = (email: string) => costOf(core, (ctx) => requestPasswordReset(ctx, { email }));

  expect(await ask("unknown@example.com")).toEqual(await ask("known@example.com"));
});

test("a locator that is in use, with a wrong surname, answers and costs the same as one that is not", async () => {
  await using core = await startTestCore();
  const { booking } = await boughtByGuest(core, await makeFlight(core.app.db), { seat: "1A", email: "ana@example.com" });
  const find = (recordLocator: string) => costOf(core, (ctx) => findBooking(ctx, { recordLocator, surname: "Nobody" }));

  expect(await find("ZZZZZZ")).toEqual(await find(booking.recordLocator));
});

test("registering answers and costs the same for an address that has an account, one that has a disabled one, and one that has none", async () => {
  await using core = await startTestCore();
  for (const email of ["known@example.com", "disabled@example.com"]) await registered(core, email);
  await core.app.db.pool.query("UPDATE user_account SET disabled_at = skyhold_now() WHERE email = 'disabled@example.com'");
  const person = { password: testPassword, givenName: "Bo", surname: "Lima" };
  const tryIt = (email: string) => costOf(core, (ctx) => register(ctx, { ...person, email }));
  const unknown = await tryIt("unknown@example.com");

  expect(unknown).toMatchObject({ answer: { verificationSent: true }, hashes: 1 });
  expect(await tryIt("known@example.com")).toEqual(unknown);
  expect(await tryIt("disabled@example.com")).toEqual(unknown);
});

test("logging in with the password of one's own registration tells nothing either: new and taken addresses answer alike, at the same cost", async () => {
  await using core = await startTestCore();
  await registered(core, "known@example.com");
  const password = "chosen by the attacker";
  for (const email of ["known@example.com", "unknown@example.com"])
    await register(core.app, { email, password, givenName: "Bo", surname: "Lima" });
  await sendMails(core);
  const tryIt = (email: string) => costOf(core, (ctx) => logIn(ctx, { email, password }));

  expect(await tryIt("unknown@example.com")).toEqual(await tryIt("known@example.com"));
});
