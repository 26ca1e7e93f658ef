import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { LastEventId } from "../last-event-id.ts";
import { whileSignedIn } from "../sessions/while-signed-in.ts";
import { tellChanges, Version } from "../tell-changes.ts";
import { CaughtMails, listCaughtMails } from "./read-caught-mail.ts";
import { mailboxOf, wholePart } from "./sandbox.ts";

/** For who comes back, the version that came last. */
export const WatchCaughtMailsInput = z.strictObject({ lastEventId: LastEventId });
export type WatchCaughtMailsInput = z.infer<typeof WatchCaughtMailsInput>;

/** The mails as they are now. */
export const CaughtMailsEvent = CaughtMails.extend({ version: Version });
export type CaughtMailsEvent = z.infer<typeof CaughtMailsEvent>;

/**
 * The mails that the embedded mailbox has caught, and from then on whenever one has come: the mailbox says so itself. NOT_FOUND where mails
 * are really sent; UNAUTHENTICATED as soon as the session ends.
 */
export function watchCaughtMails(
  ctx: Context<Staff>,
  { lastEventId }: WatchCaughtMailsInput,
  signal: AbortSignal,
): AsyncGenerator<CaughtMailsEvent, void, undefined> {
  const { news } = mailboxOf(ctx);
  return whileSignedIn(ctx, signal, (listening) => tellChanges(news.follow(wholePart, listening), lastEventId, () => listCaughtMails(ctx)));
}
