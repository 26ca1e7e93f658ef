import { readClock } from "@skyhold/db";
import { expect, test } from "vitest";

import type { Context, User } from "../context.ts";
import { registered, testPassword as password } from "../testing/accounts.ts";
import { startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { eraseProfile } from "../profile/erase-profile.ts";
import { changePassword } from "./change-password.ts";
import { confirmSecondFactor } from "./confirm-second-factor.ts";
import { logIn } from "./log-in.ts";
import { authenticator, SecondFactorCode } from "./second-factor.ts";
import { removeSecondFactor, setUpSecondFactor } from "./set-up-second-factor.ts";

const email = "ada@example.com";
const wrong = { code: "SECOND_FACTOR_WRONG" };

/** The code that an authenticator shows so many steps of thirty seconds from now. */
async function shown(core: TestCore, secret: string, steps = 0): Promise<string> {
  return authenticator(secret, "").generate({ timestamp: (await readClock(core.app.db)).getTime() + steps * 30_000 });
}

/** An account with a second factor in force, a minute after it was confirmed. */
async function protectedAccount(core: TestCore): Promise<{ ctx: Context<User>; secret: string; recoveryCodes: string[] }> {
  const ctx = await registered(core, email);
  const { secret } = await setUpSecondFactor(ctx, { password });
  const { recoveryCodes } = await confirmSecondFactor(ctx, { code: await shown(core, secret) });
  await core.database.advanceClock(60);
  return { ctx, secret, recoveryCodes };
}

const tryLogIn = (core: TestCore, code?: string) => logIn(core.app, { email, password, ...(code !== undefined && { code }) });

test("a second factor counts once its first code is shown; then a login needs one, and every other session has ended", async () => {
  await using core = await startTestCore();
  const ctx = await registered(core, email);
  const { token: elsewhere } = await tryLogIn(core);
  await expect(setUpSecondFactor(ctx, { password: "another one" })).rejects.toMatchObject({ code: "CREDENTIALS_WRONG" });
  const { secret, uri } = await setUpSecondFactor(ctx, { password });
  expect(uri).toContain(`secret=${secret}`);
  await expect(confirmSecondFactor(ctx, { code: await shown(core, secret, 5) })).rejects.toMatchObject(wrong);
  await tryLogIn(core);
  await confirmSecondFactor(ctx, { code: await shown(core, secret) });

  expect(await core.app.sessions.findUser(elsewhere)).toBeNull();
  expect(await core.app.sessions.findUser(ctx.actor.token)).not.toBeNull();
  await core.database.advanceClock(60);
  await expect(tryLogIn(core)).rejects.toMatchObject({ code: "SECOND_FACTOR_REQUIRED" });
  await expect(tryLogIn(core, await shown(core, secret))).resolves.toMatchObject({ account: { email } });
  await expect(logIn(core.app, { email, password: "wrong password" })).rejects.toMatchObject({ code: "CREDENTIALS_WRONG" });
});

test("no code is good twice, nor one from before it, nor one more than a step away; of two at once, one signs in", async () => {
  await using core = await startTestCore();
  const { secret } = await protectedAccount(core);
  const code = await shown(core, secret);
  const earlier = await shown(core, secret, -1);
  for (const away of [-3, 3]) await expect(tryLogIn(core, await shown(core, secret, away))).rejects.toMatchObject(wrong);
  const outcomes = await Promise.allSettled([tryLogIn(core, code), tryLogIn(core, code)]);

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const used of [code, earlier]) await expect(tryLogIn(core, used)).rejects.toMatchObject(wrong);
});

test("the code that confirmed is not good for a login", async () => {
  await using core = await startTestCore();
  const ctx = await registered(core, email);
  const { secret } = await setUpSecondFactor(ctx, { password });
  const code = await shown(core, secret);
  await confirmSecondFactor(ctx, { code });

  await expect(tryLogIn(core, code)).rejects.toMatchObject(wrong);
});

test("a recovery code signs in once, however it is typed, and another account's does not", async () => {
  await using core = await startTestCore();
  const { recoveryCodes } = await protectedAccount(core);
  const [first = "", second = ""] = recoveryCodes;
  await core.app.db.pool.query("INSERT INTO user_account (id, email, given_name, surname) VALUES ('usr_other', 'o@example.com', 'O', 'O')");
  const typed = SecondFactorCode.parse(` ${first.toUpperCase()} `);

  expect(new Set(recoveryCodes).size).toBe(10);
  expect(first).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/u);
  await tryLogIn(core, typed);
  await expect(tryLogIn(core, typed)).rejects.toMatchObject(wrong);
  await core.app.db.pool.query("UPDATE recovery_code SET user_id = 'usr_other'");
  await expect(tryLogIn(core, SecondFactorCode.parse(second))).rejects.toMatchObject(wrong);
});

test("ten codes may be tried in a quarter of an hour; then the right one is refused too", async () => {
  await using core = await startTestCore();
  const { secret } = await protectedAccount(core);
  const far = await shown(core, secret, 40);
  for (let attempt = 0; attempt < 9; attempt += 1) await expect(tryLogIn(core, far)).rejects.toMatchObject(wrong);

  await expect(tryLogIn(core, await shown(core, secret))).rejects.toMatchObject({ code: "RATE_LIMITED" });
  await core.database.advanceClock(901);
  await expect(tryLogIn(core, await shown(core, secret))).resolves.toMatchObject({ account: { email } });
});

test("another authenticator or none takes a code of the one in force; what waits to be confirmed does not weaken it", async () => {
  await using core = await startTestCore();
  const { ctx, secret, recoveryCodes } = await protectedAccount(core);
  await expect(setUpSecondFactor(ctx, { password })).rejects.toMatchObject({ code: "SECOND_FACTOR_REQUIRED" });
  await expect(removeSecondFactor(ctx, { password })).rejects.toMatchObject({ code: "SECOND_FACTOR_REQUIRED" });
  const { secret: pending } = await setUpSecondFactor(ctx, { password, code: await shown(core, secret) });
  await expect(tryLogIn(core, await shown(core, pending))).rejects.toMatchObject(wrong);
  await removeSecondFactor(ctx, { password, code: SecondFactorCode.parse(recoveryCodes[0]) });

  await expect(tryLogIn(core)).resolves.toMatchObject({ account: { email } });
});

test("with the password alone nobody changes the password of an account that has a second factor, nor erases it", async () => {
  await using core = await startTestCore();
  const { ctx, secret, recoveryCodes } = await protectedAccount(core);
  const change = { currentPassword: password, newPassword: "a staple that nobody knows" };
  await expect(changePassword(ctx, change)).rejects.toMatchObject({ code: "SECOND_FACTOR_REQUIRED" });
  await expect(eraseProfile(ctx, { password })).rejects.toMatchObject({ code: "SECOND_FACTOR_REQUIRED" });
  await changePassword(ctx, { ...change, code: await shown(core, secret) });

  await eraseProfile(ctx, { password: change.newPassword, code: SecondFactorCode.parse(recoveryCodes[0]) });
});

test("the database holds neither the secret nor a recovery code", async () => {
  await using core = await startTestCore();
  const { secret, recoveryCodes } = await protectedAccount(core);
  const { rows } = await core.app.db.pool.query<{ dump: string }>(
    "SELECT concat((SELECT string_agg(f::text, '') FROM second_factor f), (SELECT string_agg(r::text, '') FROM recovery_code r)) AS dump",
  );

  for (const known of [secret, ...recoveryCodes.map((code) => SecondFactorCode.parse(code))]) expect(rows[0]?.dump).not.toContain(known);
});
