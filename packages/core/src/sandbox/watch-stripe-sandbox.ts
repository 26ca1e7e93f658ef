import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { LastEventId } from "../last-event-id.ts";
import { rest } from "../rest.ts";
import { whileSignedIn } from "../sessions/while-signed-in.ts";
import { tellChanges, Version } from "../tell-changes.ts";
import { StripeSandboxState, stripeOf, wholePart } from "./sandbox.ts";

/** For who comes back, the version that came last. */
export const WatchStripeSandboxInput = z.strictObject({ lastEventId: LastEventId });
export type WatchStripeSandboxInput = z.infer<typeof WatchStripeSandboxInput>;

/** What the Stripe sandbox has done by now. */
export const StripeSandboxEvent = StripeSandboxState.extend({ version: Version });
export type StripeSandboxEvent = z.infer<typeof StripeSandboxEvent>;

/** One payment is a dozen calls and events: they are looked at together. */
const restMs = 200;

/**
 * What the Stripe sandbox has done, and from then on whenever it has done more: it says so itself. NOT_FOUND where people really pay;
 * UNAUTHENTICATED as soon as the session ends.
 */
export function watchStripeSandbox(
  ctx: Context<Staff>,
  { lastEventId }: WatchStripeSandboxInput,
  signal: AbortSignal,
): AsyncGenerator<StripeSandboxEvent, void, undefined> {
  const stripe = stripeOf(ctx);
  return whileSignedIn(ctx, signal, (listening) => tellChanges(pacedTurns(stripe.news, listening), lastEventId, () => stripe.state()));
}

async function* pacedTurns(news: ReturnType<typeof stripeOf>["news"], signal: AbortSignal): AsyncGenerator<void, void, undefined> {
  for await (const turn of news.follow(wholePart, signal)) {
    yield turn;
    await rest(restMs, signal);
  }
}
