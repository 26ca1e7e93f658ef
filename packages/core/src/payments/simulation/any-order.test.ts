import { expect, test } from "vitest";

import type { Context, User } from "../../context.ts";
import { startTestCore } from "../../testing/index.ts";
import { cancelPayment } from "../cancel-payment.ts";
import { capturePayment } from "../capture-payment.ts";
import { recordPaymentEvent } from "../record-payment-event.ts";
import { refreshPayment } from "../refresh-payment.ts";
import { startPayment } from "../start-payment.ts";
import { faultIn, finalStates } from "./final-state.ts";
import { mortal } from "./mortal.ts";
import { audit } from "./simulate.ts";
import { makeLives } from "./world.ts";

function ordersOf<Thing>(things: readonly Thing[]): Thing[][] {
  if (things.length < 2) return [[...things]];
  return things.flatMap((first, at) => ordersOf(things.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

type Work = (ctx: Context<User>) => Promise<unknown>;

test(
  "whatever order the queue gives out what is about one booking, and all of it at once: the same booking comes of it",
  { timeout: 120_000 },
  async () => {
    await using core = await startTestCore();
    const orders = ordersOf([0, 1, 2, 3, 4]);
    const lives = await makeLives(
      core,
      orders.map((_, at) => 3 * at + 1),
    );
    for (const [at, life] of lives.entries()) {
      const ctx = mortal(life, () => false);
      const { paymentId, clientSecret } = await startPayment(ctx, { bookingId: life.bookingId });
      const intentId = clientSecret.replace("_secret", "");
      const authorised = core.provider.authorise(intentId);
      const news =
        (eventId: string, intent: typeof authorised): Work =>
        (on) =>
          recordPaymentEvent(on, { eventId: `${eventId}_${intentId}`, type: "payment", subject: { kind: "payment", intent } });
      await news("evt_first", authorised)(ctx);
      const captured = await core.provider.captureIntent(intentId);
      const works: readonly Work[] = [
        news("evt_late", authorised),
        news("evt_captured", captured),
        (on) => capturePayment(on, { paymentId }),
        (on) => cancelPayment(on, { paymentId }),
        (on) => refreshPayment(on, { intentId }),
      ];
      const ordered = (orders[at] ?? []).flatMap((index) => works[index] ?? []);
      // Every other one of them is not even in turn.
      if (at % 2 === 0) await Promise.all(ordered.map((work) => work(ctx)));
      else for (const work of ordered) await work(ctx);
    }
    const states = await finalStates(core, lives);

    for (const [at, life] of lives.entries()) {
      const after = states[at];
      expect([orders[at], after?.booking, after?.kept, faultIn(life, { before: after, after })]).toEqual([
        orders[at],
        "confirmed",
        10_000,
        null,
      ]);
    }
    expect(await audit(core)).toEqual([]);
  },
);
