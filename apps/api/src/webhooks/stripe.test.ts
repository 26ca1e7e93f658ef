import { Stripe } from "stripe";
import { expect, test } from "vitest";

import { startTestStack } from "../testing.ts";

const event = (type: string) =>
  JSON.stringify({ id: "evt_1", object: "event", type, data: { object: { id: "cus_1", object: "customer" } } });

const whsec = "whsec_test_secret_of_the_stack";

async function deliver(url: string, payload: string, { secret = whsec, ageSeconds = 0 } = {}): Promise<Response> {
  const timestamp = Math.floor(Date.now() / 1000) - ageSeconds;
  const signature = new Stripe("sk_test_x").webhooks.generateTestHeaderString({ payload, secret, timestamp });
  return fetch(`${url}/webhook`, {
    method: "POST",
    headers: { "content-type": "application/json", "stripe-signature": signature },
    body: payload,
  });
}

test("an event is taken with either secret while the secret is rotated, and once", async () => {
  await using stack = await startTestStack({ worker: false, env: { STRIPE_WEBHOOK_SECRETS: "whsec_new,whsec_old" } });

  expect(await (await deliver(stack.url, event("customer.created"), { secret: "whsec_old" })).json()).toMatchObject({
    outcome: "unhandled",
  });
  expect(await (await deliver(stack.url, event("customer.created"), { secret: "whsec_new" })).json()).toMatchObject({
    outcome: "duplicate",
  });
});

test("a wrong signature, a changed body and a missing signature move nothing", async () => {
  await using stack = await startTestStack({ worker: false });
  const headers = { "content-type": "application/json" };

  expect((await deliver(stack.url, event("customer.created"), { secret: "whsec_forged" })).status).toBe(400);
  expect((await fetch(`${stack.url}/webhook`, { method: "POST", headers, body: event("customer.created") })).status).toBe(400);
  expect(await stack.database.db.prisma.stripeEvent.count()).toBe(0);
});

test("a body that was signed more than 300 seconds ago moves nothing, and one a little younger is taken", async () => {
  await using stack = await startTestStack({ worker: false });

  expect((await deliver(stack.url, event("customer.created"), { ageSeconds: 310 })).status).toBe(400);
  expect(await stack.database.db.prisma.stripeEvent.count()).toBe(0);
  expect((await deliver(stack.url, event("customer.created"), { ageSeconds: 280 })).status).toBe(200);
});

test(
  "a signed body that is no event, or whose object cannot be read, is refused by name and moves nothing",
  { timeout: 30_000 },
  async () => {
    await using stack = await startTestStack({ worker: false });
    const whole = { id: "evt_1", object: "event", type: "payment_intent.succeeded" };
    const bodies = [
      "null",
      "[]",
      "{}",
      '"text"',
      "{",
      JSON.stringify({ ...whole, id: undefined, data: { object: { object: "payment_intent" } } }),
      JSON.stringify({ ...whole, data: null }),
      JSON.stringify({ ...whole, data: { object: { object: "payment_intent", id: "pi_1" } } }),
      JSON.stringify({
        ...whole,
        data: { object: { object: "payment_intent", id: "pi_1", status: 7, amount: "1", currency: "eur", metadata: {} } },
      }),
      JSON.stringify({ ...whole, type: "charge.dispute.created", data: { object: { object: "dispute", id: "du_1" } } }),
      JSON.stringify({ ...whole, type: "refund.updated", data: { object: { object: "refund" } } }),
      JSON.stringify({ ...whole, type: "payment_intent.succeeded", data: { object: { object: "customer", id: "cus_1" } } }),
    ];
    for (const body of bodies) expect([body, (await deliver(stack.url, body)).status]).toEqual([body, 400]);

    expect(await stack.database.db.prisma.stripeEvent.count()).toBe(0);
  },
);

test("a body of more than a megabyte is refused before it is read", async () => {
  await using stack = await startTestStack({ worker: false });
  const huge = JSON.stringify({
    id: "evt_1",
    object: "event",
    type: "customer.created",
    data: { object: { text: "x".repeat(1_100_000) } },
  });

  const refused = await deliver(stack.url, huge);

  expect([refused.status, await refused.text()]).toEqual([413, expect.stringContaining("BODY_TOO_LARGE")]);
  expect(await stack.database.db.prisma.stripeEvent.count()).toBe(0);
});
