import { expect, test } from "vitest";
import type { StripeSandbox } from "../start.ts";
import { FARE, refusalOf, withSandbox } from "../testing/with-sandbox.ts";

const ASKS = { ...FARE, confirm: true, payment_method: "pm_card_threeDSecure2Required" } as const;

function authenticate(sandbox: StripeSandbox, id: string, outcome: "passed" | "failed"): Promise<Response> {
  return fetch(`${sandbox.url}/_sandbox/payment_intents/${id}/authenticate`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ outcome }),
  });
}

test(
  "3-D Secure stops the payment until the holder of the card agrees",
  withSandbox(async ({ stripe, sandbox, inbox }) => {
    const intent = await stripe.paymentIntents.create(ASKS);
    expect(intent).toMatchObject({ status: "requires_action", next_action: { type: "use_stripe_sdk" } });
    expect((await authenticate(sandbox, intent.id, "passed")).status).toBe(200);
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: "succeeded", next_action: null });
    await sandbox.idle();
    expect(inbox.types().slice(0, 4)).toEqual([
      "payment_intent.created",
      "payment_intent.requires_action",
      "charge.succeeded",
      "payment_intent.succeeded",
    ]);
  }),
);

test(
  "failed 3-D Secure leaves the intent payable",
  withSandbox(async ({ stripe, sandbox }) => {
    const { id } = await stripe.paymentIntents.create(ASKS);
    await authenticate(sandbox, id, "failed");
    expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "payment_intent_authentication_failure" },
    });
    expect((await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" })).status).toBe("succeeded");
  }),
);

test(
  "a card can pass 3-D Secure and still be declined, or be held",
  withSandbox(async ({ stripe, sandbox }) => {
    const poor = await stripe.paymentIntents.create({
      ...ASKS,
      payment_method: "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds",
    });
    const held = await stripe.paymentIntents.create({ ...ASKS, capture_method: "manual" });
    await authenticate(sandbox, poor.id, "passed");
    await authenticate(sandbox, held.id, "passed");
    expect((await stripe.paymentIntents.retrieve(poor.id)).last_payment_error?.decline_code).toBe("insufficient_funds");
    expect((await stripe.paymentIntents.retrieve(held.id)).status).toBe("requires_capture");
  }),
);

test(
  "a payment that needs an absent holder is declined",
  withSandbox(async ({ stripe }) => {
    const refusal = await refusalOf(stripe.paymentIntents.create({ ...ASKS, off_session: true }));
    expect(refusal).toMatchObject({ statusCode: 402, code: "authentication_required" });
  }),
);

test(
  "the browser goes through the bank's page and comes back to the shop",
  withSandbox(async ({ stripe, sandbox }) => {
    const intent = await stripe.paymentIntents.create({ ...ASKS, return_url: "https://shop.example/done?order=1" });
    const url = intent.next_action?.redirect_to_url?.url ?? "";
    expect(await (await fetch(url)).text()).toContain("Complete authentication");
    const response = await fetch(`${sandbox.url}/_sandbox/payment_intents/${intent.id}/authenticate`, {
      method: "POST",
      body: new URLSearchParams({ outcome: "passed", return: "yes" }),
      redirect: "manual",
    });
    const back = new URL(response.headers.get("location") ?? "");
    expect(back.origin).toBe("https://shop.example");
    expect(Object.fromEntries(back.searchParams)).toEqual({
      order: "1",
      payment_intent: intent.id,
      payment_intent_client_secret: intent.client_secret,
      redirect_status: "succeeded",
    });
  }),
);

test(
  "cancelling while 3-D Secure waits ends it",
  withSandbox(async ({ stripe, sandbox }) => {
    const { id } = await stripe.paymentIntents.create(ASKS);
    expect((await stripe.paymentIntents.cancel(id)).status).toBe("canceled");
    expect((await authenticate(sandbox, id, "passed")).status).toBe(400);
  }),
);
