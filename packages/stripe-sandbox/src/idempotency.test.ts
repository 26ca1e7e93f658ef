import { expect, test } from "vitest";
import { connect, FARE, refusalOf, withSandbox } from "./testing/with-sandbox.ts";

const KEY = { idempotencyKey: "start-bkg_1" };

test(
  "the same key with the same parameters is answered again, not done again",
  withSandbox(async ({ stripe, sandbox }) => {
    const first = await stripe.paymentIntents.create(FARE, KEY);
    const second = await stripe.paymentIntents.create(FARE, KEY);
    expect(second).toEqual(first);
    expect(first.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
    expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect(sandbox.state.paymentIntents()).toHaveLength(1);
  }),
);

test(
  "the same key with other parameters, or at another address, is refused",
  withSandbox(async ({ stripe }) => {
    const { id } = await stripe.paymentIntents.create(FARE, KEY);
    for (const call of [stripe.paymentIntents.create({ ...FARE, amount: 13_000 }, KEY), stripe.paymentIntents.cancel(id, {}, KEY)]) {
      expect(await refusalOf(call)).toMatchObject({ type: "StripeIdempotencyError", rawType: "idempotency_error", statusCode: 400 });
    }
  }),
);

test(
  "a key in flight is a conflict, and the SDK's own retry gets the first answer",
  withSandbox(async ({ stripe, sandbox }) => {
    sandbox.setFault({ kind: "slow", delayMs: 150 });
    const first = stripe.paymentIntents.create(FARE, KEY);
    await new Promise((resolve) => {
      setTimeout(resolve, 30);
    });
    expect(await refusalOf(stripe.paymentIntents.create(FARE, KEY))).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
    const patient = await connect(sandbox, { maxNetworkRetries: 2 }).paymentIntents.create(FARE, KEY);
    expect(patient.id).toBe((await first).id);
  }),
);

test(
  "a decline is replayed, while a refusal by validation leaves the key free",
  withSandbox(async ({ stripe, sandbox }) => {
    expect((await refusalOf(stripe.paymentIntents.create({ ...FARE, amount: 1 }, KEY))).code).toBe("amount_too_small");
    const params = { ...FARE, confirm: true, payment_method: "pm_card_visa_chargeDeclined" };
    const declined = await refusalOf(stripe.paymentIntents.create(params, KEY));
    const replayed = await refusalOf(stripe.paymentIntents.create(params, KEY));
    expect(replayed.message).toBe(declined.message);
    expect(replayed.headers?.["idempotent-replayed"]).toBe("true");
    expect(sandbox.state.charges()).toHaveLength(1);
  }),
);

test(
  "a key is forgotten after a day",
  withSandbox(async ({ stripe, clock }) => {
    const first = await stripe.paymentIntents.create(FARE, KEY);
    clock.now = new Date(clock.now.getTime() + 86_400_000);
    expect((await stripe.paymentIntents.create(FARE, KEY)).id).not.toBe(first.id);
  }),
);
