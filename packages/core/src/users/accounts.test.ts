import { expect, test } from "vitest";

import { mailedCode, registered, sendMails, signedIn, testPassword, unproven } from "../testing/accounts.ts";
import { startTestCore } from "../testing/index.ts";
import { changePassword } from "./change-password.ts";
import { getAccount } from "./get-account.ts";
import { logIn } from "./log-in.ts";
import { requestEmailVerification } from "./request-email-verification.ts";
import { requestPasswordReset } from "./request-password-reset.ts";
import { resetPassword } from "./reset-password.ts";
import { register } from "./register.ts";
import { verifyEmail } from "./verify-email.ts";

const email = "ana@example.com";
const person = { email, password: testPassword, givenName: "Ana", surname: "Novak" };
const registration = "Confirm your registration";
const verification = "Verify your e-mail address";
const newPassword = "a staple that nobody knows";

test("an account that an issuer's token made is verified by a mailed code, once", async () => {
  await using core = await startTestCore();
  const ana = await unproven(core, email);
  await requestEmailVerification(ana);
  await sendMails(core);
  const token = mailedCode(core, email, verification) ?? "";

  expect(await getAccount(ana)).toMatchObject({ emailVerified: false });
  await verifyEmail(ana, { token });
  expect(await getAccount(ana)).toMatchObject({ emailVerified: true });
  await expect(verifyEmail(ana, { token })).rejects.toMatchObject({ code: "TOKEN_INVALID" });
  await requestEmailVerification(ana);
  await sendMails(core);
  expect(core.mails).toHaveLength(1);
});

test("whoever follows the link of an account that someone else made in their name hands nothing over: the code is that account's alone", async () => {
  await using core = await startTestCore();
  const squatter = await unproven(core, email);
  await requestEmailVerification(squatter);
  await sendMails(core);
  const token = mailedCode(core, email, verification) ?? "";
  const victim = await registered(core, email);

  await expect(verifyEmail(victim, { token })).rejects.toMatchObject({ code: "TOKEN_INVALID" });
  expect(await getAccount(squatter)).toMatchObject({ emailVerified: false });
  // Not used up by it, and good for nothing all the same.
  await expect(verifyEmail(squatter, { token })).rejects.toMatchObject({ code: "EMAIL_TAKEN" });
  expect(await getAccount(squatter)).toMatchObject({ emailVerified: false });
});

test("an account that only says that an address is its own has no login there, no mail for a new password, and keeps nobody from registering", async () => {
  await using core = await startTestCore();
  const squatters = [await unproven(core, email), await unproven(core, email)];
  await requestPasswordReset(core.app, { email });
  await sendMails(core);
  expect(core.mails).toHaveLength(0);
  const owner = await registered(core, email);
  await requestPasswordReset(core.app, { email });
  await sendMails(core);
  await resetPassword(core.app, { token: mailedCode(core, email, "Choose a new password") ?? "", newPassword });

  expect((await logIn(core.app, { email, password: newPassword })).account.id).toBe(owner.actor.userId);
  for (const squatter of squatters) expect(await getAccount(squatter)).toMatchObject({ email, emailVerified: false });
});

test("a code to verify runs out after a day, is sent five times an hour at most, and does not set a password", async () => {
  await using core = await startTestCore();
  const ana = await unproven(core, email);
  await requestEmailVerification(ana);
  await sendMails(core);
  const old = mailedCode(core, email, verification) ?? "";
  await expect(resetPassword(core.app, { token: old, newPassword })).rejects.toMatchObject({ code: "TOKEN_INVALID" });
  await core.database.advanceClock(86_401);
  await expect(verifyEmail(ana, { token: old })).rejects.toMatchObject({ code: "TOKEN_INVALID" });

  for (let mail = 0; mail < 5; mail += 1) await requestEmailVerification(ana);
  for (const account of [ana, await unproven(core, email)])
    await expect(requestEmailVerification(account)).rejects.toMatchObject({ code: "RATE_LIMITED" });
});

test("a code sets a new password once, ends every session, and takes the other codes with it", async () => {
  await using core = await startTestCore();
  const { actor } = await registered(core, email);
  await requestPasswordReset(core.app, { email });
  await requestPasswordReset(core.app, { email });
  await sendMails(core);
  const codes = core.mails.flatMap(({ subject, text }) =>
    subject === "Choose a new password" ? [/Code: (\w+)/u.exec(text)?.[1] ?? ""] : [],
  );
  const [first = "", second = ""] = codes;

  await expect(resetPassword(core.app, { token: first, newPassword: "password123" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  await resetPassword(core.app, { token: first, newPassword });
  expect(await core.app.sessions.findUser(actor.token)).toBeNull();
  for (const token of [first, second])
    await expect(resetPassword(core.app, { token, newPassword })).rejects.toMatchObject({ code: "TOKEN_INVALID" });
  await expect(logIn(core.app, { email, password: testPassword })).rejects.toMatchObject({ code: "CREDENTIALS_WRONG" });
  await expect(logIn(core.app, { email, password: newPassword })).resolves.toMatchObject({ account: { emailVerified: true } });
  await sendMails(core);
  expect(core.mails.at(-1)).toMatchObject({ to: email, subject: "Your password was changed" });
});

test("of two who use the same code at once, one sets the password", async () => {
  await using core = await startTestCore();
  await registered(core, email);
  await requestPasswordReset(core.app, { email });
  await sendMails(core);
  const token = mailedCode(core, email, "Choose a new password") ?? "";
  const outcomes = await Promise.allSettled(
    ["first password of two", "second password of two"].map((password) => resetPassword(core.app, { token, newPassword: password })),
  );

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("a code for a new password runs out after half an hour, or when the account is disabled", async () => {
  await using core = await startTestCore();
  await registered(core, email);
  const code = async () => {
    await requestPasswordReset(core.app, { email });
    await sendMails(core);
    return mailedCode(core, email, "Choose a new password") ?? "";
  };
  const late = await code();
  await core.database.advanceClock(1801);
  await expect(resetPassword(core.app, { token: late, newPassword })).rejects.toMatchObject({ code: "TOKEN_INVALID" });
  const barred = await code();
  await core.app.db.prisma.user.updateMany({ data: { disabledAt: new Date() } });
  await expect(resetPassword(core.app, { token: barred, newPassword })).rejects.toMatchObject({ code: "TOKEN_INVALID" });
});

test("asking for a new password does the same for known, unknown and disabled addresses; only the owner gets a mail", async () => {
  await using core = await startTestCore();
  await registered(core, email);
  await registered(core, "barred@example.com");
  await core.app.db.prisma.user.updateMany({ where: { email: "barred@example.com" }, data: { disabledAt: new Date() } });
  const asked = [email, "nobody@example.com", "barred@example.com"];
  for (const address of asked) await requestPasswordReset(core.app, { email: address });

  const jobs = (await core.sentJobs()).filter(({ name }) => name === "account.resetPassword");
  expect(jobs.map(({ payload }) => Object.keys(payload))).toEqual(asked.map(() => ["emailSealed"]));
  expect(JSON.stringify(jobs)).not.toContain("@example.com");
  await sendMails(core);
  expect(core.mails.filter(({ subject }) => subject === "Choose a new password").map(({ to }) => to)).toEqual([email]);
});

test("no table ever holds a code that was mailed, nor a token", async () => {
  await using core = await startTestCore();
  const ana = await registered(core, email);
  await register(core.app, { ...person, email: "bo@example.com" });
  await requestPasswordReset(core.app, { email });
  await sendMails(core);
  const { rows } = await core.app.db.pool.query<{ dump: string }>(
    `SELECT concat((SELECT json_agg(t) FROM account_token t), (SELECT json_agg(t) FROM notification t), (SELECT json_agg(t) FROM sent_job t),
                   (SELECT json_agg(t) FROM session t), (SELECT json_agg(t) FROM registration t)) AS dump`,
  );
  const secrets = [mailedCode(core, "bo@example.com", registration), mailedCode(core, email, "Choose a new password"), ana.actor.token];

  expect(secrets).toEqual(secrets.map(() => expect.stringMatching(/^\w{40}$/u) as unknown));
  for (const secret of secrets) expect(rows[0]?.dump).not.toContain(secret);
});

test("changing the password takes the current one and none that everybody uses, ends every other session and leaves this one", async () => {
  await using core = await startTestCore();
  const here = await registered(core, email);
  const { token } = await logIn(core.app, { email, password: testPassword });
  await expect(changePassword(here, { currentPassword: "wrong horse battery", newPassword })).rejects.toMatchObject({
    code: "CREDENTIALS_WRONG",
  });
  await expect(changePassword(here, { currentPassword: testPassword, newPassword: "password123" })).rejects.toMatchObject({
    code: "INVALID_INPUT",
    details: { fields: [{ path: "newPassword" }] },
  });
  expect(await core.app.sessions.findUser(token)).not.toBeNull();

  await changePassword(here, { currentPassword: testPassword, newPassword });
  expect(await core.app.sessions.findUser(token)).toBeNull();
  expect(await getAccount(await signedIn(core, here.actor.token))).toMatchObject({ email });
  await expect(logIn(core.app, { email, password: newPassword })).resolves.toBeDefined();
});

test("who has a stolen session may guess the password ten times in a quarter of an hour", async () => {
  await using core = await startTestCore();
  const ana = await registered(core, email);
  const guess = (currentPassword: string) => changePassword(ana, { currentPassword, newPassword });
  for (let attempt = 0; attempt < 10; attempt += 1) await expect(guess("a guess")).rejects.toMatchObject({ code: "CREDENTIALS_WRONG" });

  await expect(guess(testPassword)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  await core.database.advanceClock(901);
  await guess(testPassword);
});
