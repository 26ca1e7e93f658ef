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
  "account.verify_email",
  "account.reset_password",
  "account.password_changed",
  "account.second_factor_reset",
]);
export type AccountMailKind = z.infer<typeof AccountMailKind>;

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
  if ((await tx.prisma.notification.count({ where: { userId: user.id, kind, createdAt: lately } })) >= perHour) return false;
  const id = tx.newId("ntf");
  await tx.prisma.notification.create({ data: { id, userId: user.id, kind, recipient: user.email, dedupeKey: id } });
  await tx.enqueue("notification.send", { notificationId: id });
  return true;
}

interface Words {
  readonly subject: string;
  readonly what: string;
  readonly otherwise: string;
  /** What the mail's secret is for, how long it lasts in seconds, and the page that takes it. */
  readonly token: {
    readonly purpose: "verify_email" | "reset_password";
    readonly seconds: number;
    readonly page: string;
    readonly button: string;
  } | null;
}

const words: Readonly<Record<AccountMailKind, Words>> = {
  "account.verify_email": {
    subject: "Verify your e-mail address",
    what: "Please confirm that this address is yours. The code is good for 24 hours and works once.",
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

/** Renders a mail about an account. Its secret is made here, at the last moment: no queue and no table ever holds it. */
export async function renderAccountMail(
  ctx: Context,
  about: { readonly userId: string; readonly email: string; readonly kind: AccountMailKind },
): Promise<RenderedMail> {
  const { token } = words[about.kind];
  const code = token && drawToken(ctx.randomInt);
  if (token && code !== null)
    await storeAccountToken(ctx.db, { ...token, userId: about.userId, email: about.email, tokenHash: hashToken(code) });
  return composeAccountMail(ctx, about.kind, code);
}

/** Shows such a mail to others than its owner: a row of dots stands for the secret, and none is made. */
export function previewAccountMail(ctx: Pick<Context, "webUrl">, kind: AccountMailKind): Promise<RenderedMail> {
  return composeAccountMail(ctx, kind, words[kind].token && "•".repeat(40));
}

function composeAccountMail(ctx: Pick<Context, "webUrl">, kind: AccountMailKind, code: string | null): Promise<RenderedMail> {
  const { subject, what, otherwise, token } = words[kind];
  // Behind the #, so that no server, proxy or Referer header on the way gets to see it.
  const link = token && code !== null && ctx.webUrl !== null ? `${ctx.webUrl}/${token.page}#token=${code}` : null;
  const footer = "You get this message because an account with us has this address.";
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
