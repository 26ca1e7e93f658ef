import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { notFound } from "../errors.ts";
import { CaughtMail, mailboxOf } from "./sandbox.ts";

/** The mails that were caught. */
export const CaughtMails = z.strictObject({ mails: z.array(CaughtMail).describe("Newest first, at most 500") });

/** The mails that the embedded mailbox has caught. NOT_FOUND where mails are really sent. */
export async function listCaughtMails(ctx: Context<Staff>): Promise<z.infer<typeof CaughtMails>> {
  return { mails: await mailboxOf(ctx).list() };
}

/** Which mail. */
export const ReadCaughtMailInput = z.strictObject({ mailId: z.string().regex(/^\d{1,9}$/u, "The number of a mail, like 12") });
export type ReadCaughtMailInput = z.infer<typeof ReadCaughtMailInput>;

/** A mail as its reader sees it. */
export const RenderedMail = CaughtMail.extend({ html: z.string().describe("Show it in a sandboxed frame: it came from travellers") });

/** One mail that was caught. NOT_FOUND for another number, and where mails are really sent. */
export async function readCaughtMail(ctx: Context<Staff>, { mailId }: ReadCaughtMailInput): Promise<z.infer<typeof RenderedMail>> {
  const found = await mailboxOf(ctx).read(mailId);
  if (!found) throw notFound("mail");
  return { ...found.mail, html: found.html };
}
