import { readClock, storeAccountToken } from "@skyhold/db";
import { createElement, Fragment } from "react";
import { z } from "zod";

import type { Context, TransactionContext } from "../context.ts";
import { mailButton, paragraph, renderMail, wrapLine } from "../notifications/mail-frame.ts";
import type { RenderedMail } from "../notifications/mail-frame.ts";
import { drawToken, hashToken } from "../sessions/token.ts";
import { instantOf } from "../time.ts";

/** What an account's owner is told of by mail. */
export const AccountMailKind = z.enum([
  "account.confirm_registration",
  "account.exists",
  "account.verify_email",
  "account.reset_password",
  "account.password_changed",
  "account.second_factor_reset",
]);
export type AccountMailKind = z.infer<typeof AccountMailKind>;

/** The one mail about an account that is not there yet. */
export const registrationMail = "account.confirm_registration" satisfies AccountMailKind;

/** More than anyone needs, and too few to fill a mailbox with. */
const perHour = 5;

/** Stores a mail to the account's address and queues its sending. False when that many have been asked for within an hour. */
export async function queueAccountMail(
  tx: TransactionContext,
  user: { readonly id: string; readonly email: string },
  kind: AccountMailKind,
): Promise<boolean> {
  const now = await readClock(tx);
  const lately = { gt: instantOf(now.getTime() - 3_600_000) };
  // By address: several accounts may say that one is theirs.
  if ((await tx.prisma.notification.count({ where: { recipient: user.email, kind, createdAt: lately } })) >= perHour) return false;
  const id = tx.newId("ntf");
  await tx.prisma.notification.create({ data: { id, userId: user.id, kind, recipient: user.email, dedupeKey: id } });
  await tx.enqueue("notification.send", { notificationId: id });
  return true;
}

/** Stores the mail that makes an account of a registration, and queues its sending. False when that many went to the address within an hour. */
export async function queueRegistrationMail(
  tx: TransactionContext,
  registration: { readonly id: string; readonly email: string },
): Promise<boolean> {
  const { id: subjectId, email: recipient } = registration;
  const lately = { gt: instantOf((await readClock(tx)).getTime() - 3_600_000) };
  if ((await tx.prisma.notification.count({ where: { recipient, kind: registrationMail, createdAt: lately } })) >= perHour) return false;
  const id = tx.newId("ntf");
  await tx.prisma.notification.create({ data: { id, kind: registrationMail, subjectId, recipient, dedupeKey: id } });
  await tx.enqueue("notification.send", { notificationId: id });
  return true;
}

interface Words {
  readonly subject: string;
  readonly what: string;
  readonly otherwise: string;
  /** What the mail's secret is for, how long it lasts in seconds, and the page that takes it. */
  readonly token: {
    readonly purpose: "register" | "verify_email" | "reset_password";
    readonly seconds: number;
    readonly page: string;
    readonly button: string;
  } | null;
}

const words: Readonly<Record<AccountMailKind, Words>> = {
  "account.confirm_registration": {
    subject: "Confirm your registration",
    what: "Someone, hopefully you, registers with this address. Give the code and the password that you chose, and your account is open. The code is good for 24 hours and works once.",
    otherwise: "If it was not you, you need do nothing: without the code there will be no account.",
    token: { purpose: "register", seconds: 86_400, page: "confirm-registration", button: "Open my account" },
  },
  "account.exists": {
    subject: "You have an account already",
    what: "Someone, hopefully you, tried to register with this address, which has an account. Log in with your password. If it has slipped your mind, choose a new one with this code, which is good for 30 minutes and works once.",
    otherwise: "If it was not you, you need do nothing: whoever it was has not been told.",
    token: { purpose: "reset_password", seconds: 1800, page: "reset-password", button: "Choose a new password" },
  },
  "account.verify_email": {
    subject: "Verify your e-mail address",
    what: "Please confirm that this address is yours: give the code where you are signed in. It is good for 24 hours and works once.",
    otherwise: "If you have no account with us, someone mistyped their address. You need do nothing.",
    token: { purpose: "verify_email", seconds: 86_400, page: "verify-email", button: "Verify address" },
  },
  "account.reset_password": {
    subject: "Choose a new password",
    what: "Someone, hopefully you, asked for a new password for your account. The code is good for 30 minutes and works once. Using it signs you out everywhere.",
    otherwise: "If it was not you, you need do nothing: your password stays as it is.",
    token: { purpose: "reset_password", seconds: 1800, page: "reset-password", button: "Choose a password" },
  },
  "account.password_changed": {
    subject: "Your password was changed",
    what: "The password of your account was changed, and every other session was signed out.",
    otherwise: "If it was not you, ask for a new password at once and look at your bookings.",
    token: null,
  },
  "account.second_factor_reset": {
    subject: "Your second factor was taken away",
    what: "Our staff took away the second factor of your account, and you were signed out everywhere. Log in with your password, and set up another one.",
    otherwise: "If you did not ask for it, choose a new password at once and tell us.",
    token: null,
  },
};

/** Whom a mail is for: an account, or a registration by its id. */
interface Addressee {
  readonly userId: string | null;
  readonly subjectId: string | null;
  readonly recipient: string;
}

/**
 * Renders a mail about an account. Its secret is made here, at the last moment: no queue and no table ever holds it. Null when the account or the
 * registration is gone.
 */
export async function renderAccountMail(ctx: Context, kind: AccountMailKind, addressee: Addressee): Promise<RenderedMail | null> {
  const { token } = words[kind];
  if (token?.purpose === "register") {
    const code = await keepRegistrationCode(ctx, addressee.subjectId ?? "");
    return code === null ? null : composeAccountMail(ctx, kind, code);
  }
  const { userId, recipient: email } = addressee;
  if (userId === null) return null;
  const code = token && drawToken(ctx.randomInt);
  if (token && code !== null) await storeAccountToken(ctx.db, { ...token, userId, email, tokenHash: hashToken(code) });
  return composeAccountMail(ctx, kind, code);
}

/** A registration has one code, however often its mail goes out: a mailbox that drops the second copy has shown the right one. */
async function keepRegistrationCode({ db, signer }: Context, id: string): Promise<string | null> {
  const code = hashToken(signer.sign(`registration ${id}`)).slice(0, 40);
  const { count } = await db.prisma.registration.updateMany({ where: { id }, data: { tokenHash: hashToken(code) } });
  return count === 0 ? null : code;
}

/** Shows such a mail to others than its owner: a row of dots stands for the secret, and none is made. */
export function previewAccountMail(ctx: Pick<Context, "webUrl">, kind: AccountMailKind): Promise<RenderedMail> {
  return composeAccountMail(ctx, kind, words[kind].token && "•".repeat(40));
}

function composeAccountMail(ctx: Pick<Context, "webUrl">, kind: AccountMailKind, code: string | null): Promise<RenderedMail> {
  const { subject, what, otherwise, token } = words[kind];
  // Behind the #, so that no server, proxy or Referer header on the way gets to see it.
  const link = token && code !== null && ctx.webUrl !== null ? `${ctx.webUrl}/${token.page}#token=${code}` : null;
  const footer =
    kind === registrationMail
      ? "You get this message because someone registers with this address."
      : "You get this message because an account with us has this address.";
  const html = createElement(
    Fragment,
    null,
    paragraph("text", { margin: "8px 0 12px" }, what),
    link !== null && token ? mailButton(token.button, link) : null,
    code === null ? null : paragraph("ink", { margin: "12px 0", fontFamily: "monospace", wordBreak: "break-all" }, code),
    paragraph("muted", { margin: "12px 0 0" }, otherwise),
  );
  const secret = code === null ? [] : [`Code: ${code}`];
  const text = [wrapLine(what), ...(link === null ? [] : [link]), ...secret, wrapLine(otherwise)];
  return renderMail({ header: "Your account", subject, preheader: what, heading: subject, footer }, { html, text });
}
