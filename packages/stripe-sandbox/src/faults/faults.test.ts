import { expect, test } from "vitest";
import { connect, FARE, refusalOf, withSandbox } from "../testing/with-sandbox.ts";

const KEY = { idempotencyKey: "pay-bkg_1" };

test(
  "a call that times out after success has happened, and its retry gets the answer",
  withSandbox(async ({ sandbox }) => {
    sandbox.setFault({ kind: "timeout-after-success", method: "POST", path: "/v1/payment_intents" });
    const intent = await connect(sandbox, { maxNetworkRetries: 1 }).paymentIntents.create(FARE, KEY);
    expect(sandbox.state.paymentIntents().map(({ id }) => id)).toEqual([intent.id]);
  }),
);

test(
  "a call that keeps timing out is a connection error, although the effect is there",
  withSandbox(async ({ stripe, sandbox }) => {
    sandbox.setFault({ kind: "timeout-after-success", times: 2 });
    expect((await refusalOf(stripe.paymentIntents.create(FARE, KEY))).type).toBe("StripeConnectionError");
    expect(sandbox.state.paymentIntents()).toHaveLength(1);
  }),
);

test(
  "a slow call outlasts the client's patience, although the effect is there",
  withSandbox(async ({ sandbox }) => {
    sandbox.setFault({ kind: "slow", delayMs: 200 });
    const refusal = await refusalOf(connect(sandbox, { timeout: 50 }).paymentIntents.create(FARE, KEY));
    expect(refusal.type).toBe("StripeConnectionError");
    expect(sandbox.state.paymentIntents()).toHaveLength(1);
  }),
);

test(
  "a 500 has no effect and the next try succeeds",
  withSandbox(async ({ stripe, sandbox }) => {
    sandbox.setFault({ kind: "error-500" });
    expect(await refusalOf(stripe.paymentIntents.create(FARE, KEY))).toMatchObject({ statusCode: 500, type: "StripeAPIError" });
    expect(sandbox.state.paymentIntents()).toEqual([]);
    expect((await stripe.paymentIntents.create(FARE, KEY)).status).toBe("requires_payment_method");
  }),
);

test(
  "a fault strikes only the calls that it names",
  withSandbox(async ({ stripe, sandbox }) => {
    sandbox.setFault({ kind: "rate-limited", method: "POST", path: "/v1/payment_intents/*/capture" });
    const { id } = await stripe.paymentIntents.create({
      ...FARE,
      capture_method: "manual",
      confirm: true,
      payment_method: "pm_card_visa",
    });
    expect(await refusalOf(stripe.paymentIntents.capture(id))).toMatchObject({ statusCode: 429, type: "StripeRateLimitError" });
    expect((await stripe.paymentIntents.capture(id)).status).toBe("succeeded");
  }),
);

test(
  "faults are armed, listed and cleared over HTTP",
  withSandbox(async ({ stripe, sandbox }) => {
    const url = `${sandbox.url}/_sandbox/faults`;
    const arm = (fault: object): Promise<Response> =>
      fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(fault) });
    expect((await arm({ kind: "rate-limited", path: "/v1/refunds" })).status).toBe(201);
    expect((await refusalOf(stripe.refunds.list())).statusCode).toBe(429);
    expect((await arm({ kind: "earthquake" })).status).toBe(400);
    expect((await arm({ kind: "slow", delayMs: "long" })).status).toBe(400);
    await arm({ kind: "webhook-duplicated", copies: 2, eventType: "refund.created", times: 3 });
    expect(await (await fetch(url)).json()).toEqual({
      faults: [{ kind: "webhook-duplicated", copies: 2, eventType: "refund.created", times: 3 }],
    });
    expect((await fetch(url, { method: "DELETE" })).status).toBe(204);
    expect(sandbox.state.faults()).toEqual([]);
  }),
);
