import { readClock } from "@skyhold/db";

import type { Context, User } from "../context.ts";
import { sendNotification } from "../notifications/send-notification.ts";
import { confirmRegistration } from "../users/confirm-registration.ts";
import { mailRegistration, register } from "../users/register.ts";
import { authenticator } from "../users/second-factor.ts";
import { NewSecondFactor } from "../users/set-up-second-factor.ts";
import { mailPasswordReset } from "../users/request-password-reset.ts";
import type { TestCore } from "./test-core.ts";

/** The password of everyone who registers in a test. */
export const testPassword = "correct horse battery";

/** Registers, reads the mail, and answers a context that acts for the new account in the session that it began with. */
export async function registered(core: TestCore, email: string): Promise<Context<User>> {
  await register(core.app, { email, password: testPassword, givenName: "Ana", surname: "Novak" });
  await sendMails(core);
  const code = mailedCode(core, email, "Confirm your registration") ?? "";
  return signedIn(core, (await confirmRegistration(core.app, { token: code, password: testPassword })).token);
}

/** An account as another issuer's token makes it: nobody has shown that they read its address. */
export async function unproven(core: TestCore, email: string): Promise<Context<User>> {
  const { db, sessions, newId } = core.app;
  const { id } = await db.prisma.user.create({ data: { id: newId("usr"), email, givenName: "Ana", surname: "Novak" } });
  return signedIn(core, (await sessions.open(id)).token);
}

/** A context that acts for whoever has this token. */
export async function signedIn(core: TestCore, token: string): Promise<Context<User>> {
  const actor = await core.app.sessions.findUser(token);
  if (!actor) throw new Error("The session is not good any more");
  return { ...core.app, actor };
}

/** Does what the worker would with the jobs that send mails. */
export async function sendMails(core: TestCore): Promise<void> {
  for (const { name, payload } of await takeJobs(core)) {
    if (name === "account.register") await mailRegistration(core.app, { registrationId: payload["registrationId"] ?? "" });
    if (name === "account.resetPassword") await mailPasswordReset(core.app, { emailSealed: payload["emailSealed"] ?? "" });
  }
  for (const { name, payload } of await core.sentJobs()) {
    if (name === "notification.send") await sendNotification(core.app, { notificationId: payload["notificationId"] ?? "" });
  }
}

/** The code of the latest mail with this subject to this address; null without one. */
export function mailedCode(core: TestCore, to: string, subject: string): string | null {
  const mail = core.mails.findLast((candidate) => candidate.to === to && candidate.subject === subject);
  return /Code: (\w+)/u.exec(mail?.text ?? "")?.[1] ?? null;
}

async function takeJobs({ app }: TestCore): Promise<{ name: string; payload: Record<string, string> }[]> {
  const sql = "DELETE FROM sent_job WHERE name IN ('account.register', 'account.resetPassword') RETURNING name, payload";
  return (await app.db.pool.query<{ name: string; payload: Record<string, string> }>(sql)).rows;
}

/** What an authenticator shows now that was told the answer of `setUpSecondFactor`. */
export async function authenticatorCode({ db }: Context, answer: unknown): Promise<string> {
  const { secret } = NewSecondFactor.parse(answer);
  return authenticator(secret, "").generate({ timestamp: (await readClock(db)).getTime() });
}
