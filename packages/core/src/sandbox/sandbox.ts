import { z } from "zod";

import type { ChangeNews } from "../change-news.ts";
import type { Context } from "../context.ts";
import { notFound } from "../errors.ts";

/** A mail that the embedded mailbox has caught, as one line of a list. */
export const CaughtMail = z.strictObject({
  id: z.string().describe("Its number since the start"),
  to: z.string(),
  subject: z.string(),
  receivedAt: z.date().describe("By the machine's clock"),
  attachments: z.array(z.strictObject({ fileName: z.string(), bytes: z.int() })),
});
export type CaughtMail = z.infer<typeof CaughtMail>;

/** Kinds of faults that the Stripe sandbox can be told to have. */
const StripeFaultKind = z.enum([
  "timeout-after-success",
  "slow",
  "error-500",
  "rate-limited",
  "webhook-lost",
  "webhook-delayed",
  "webhook-duplicated",
  "webhook-reordered",
  "refund-fails",
]);

/** A fault of the Stripe sandbox. */
export const StripeFault = z.strictObject({
  fault: StripeFaultKind.describe("What goes wrong"),
  times: z.int().min(1).max(100).describe("How many calls, events or refunds it strikes"),
});
export type StripeFault = z.infer<typeof StripeFault>;

/** An event of the Stripe sandbox, with what became of it. */
export const StripeEvent = z.strictObject({
  id: z.string(),
  name: z.string().describe("`payment_intent.succeeded`"),
  object: z.string().describe("Id of what it is about"),
  createdAt: z.date(),
  deliveries: z.array(
    z.strictObject({
      at: z.date(),
      outcome: z.enum(["delivered", "refused", "unreachable", "lost"]),
      httpStatus: z.int().nullable().describe("What our webhook answered; null where it did not"),
    }),
  ),
});
export type StripeEvent = z.infer<typeof StripeEvent>;

/** What the Stripe sandbox has done, and is yet to do wrong. */
export const StripeSandboxState = z.strictObject({
  url: z.string().describe("Its own page, where payments are made by hand"),
  payments: z.int(),
  refunds: z.int(),
  events: z.array(StripeEvent).describe("The latest 50, newest first"),
  faults: z.array(z.strictObject({ fault: z.string(), times: z.int() })).describe("Still to strike"),
});
export type StripeSandboxState = z.infer<typeof StripeSandboxState>;

/** Under which id the news of an embedded part are followed: whatever happens there, it is looked at as a whole. */
export const wholePart = "all";

/** The mailbox that keeps what would be mailed. */
interface SandboxMailbox {
  /** Its own page. */
  readonly url: string;
  /** Newest first. */
  list(): Promise<CaughtMail[]>;
  /** The mail as its reader sees it; null where there is none of that number. */
  read(id: string): Promise<{ readonly mail: CaughtMail; readonly html: string } | null>;
  /** Of the mails that come. */
  readonly news: ChangeNews;
}

/** The model of Stripe. */
interface SandboxStripe {
  readonly url: string;
  state(): Promise<StripeSandboxState>;
  arm(fault: StripeFault): Promise<void>;
  clear(): Promise<void>;
  /** Of whatever it does. */
  readonly news: ChangeNews;
}

/** The embedded parts that stand in for real ones; null where a real one serves. Production has none of them. */
export interface Sandbox {
  readonly mailbox: SandboxMailbox | null;
  readonly stripe: SandboxStripe | null;
  /** Whether the database's clock may be moved. */
  readonly clock: boolean;
}

/** No embedded part: what production has. */
export const noSandbox: Sandbox = { mailbox: null, stripe: null, clock: false };

/** The embedded mailbox, or NOT_FOUND where mails are really sent. */
export function mailboxOf({ sandbox }: Pick<Context, "sandbox">): SandboxMailbox {
  if (!sandbox.mailbox) throw notFound("sandbox");
  return sandbox.mailbox;
}

/** The Stripe sandbox, or NOT_FOUND where people really pay. */
export function stripeOf({ sandbox }: Pick<Context, "sandbox">): SandboxStripe {
  if (!sandbox.stripe) throw notFound("sandbox");
  return sandbox.stripe;
}

/** NOT_FOUND where time is everybody's. */
export function refuseRealClock({ sandbox }: Pick<Context, "sandbox">): void {
  if (!sandbox.clock) throw notFound("sandbox");
}
