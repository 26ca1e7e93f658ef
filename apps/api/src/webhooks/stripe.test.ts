import { Stripe } from "stripe";
import { expect, test } from "vitest";

import { startTestStack } from "../testing.ts";

const event = (type: string) =>
  JSON.stringify({ id: "evt_1", object: "event", type, data: { object: { id: "cus_1", object: "customer" } } });

async function deliver(url: string, payload: string, secret: string): Promise<Response> {
  const signature = new Stripe("sk_test_x").webhooks.generateTestHeaderString({ payload, secret });
  return fetch(`${url}/webhook`, {
    method: "POST",
    headers: { "content-type": "application/json", "stripe-signature": signature },
    body: payload,
  });
}

test("an event is taken with either secret while the secret is rotated, and once", async () => {
  await using stack = await startTestStack({ worker: false, env: { STRIPE_WEBHOOK_SECRETS: "whsec_new,whsec_old" } });

  expect(await (await deliver(stack.url, event("customer.created"), "whsec_old")).json()).toMatchObject({ outcome: "unhandled" });
  expect(await (await deliver(stack.url, event("customer.created"), "whsec_new")).json()).toMatchObject({ outcome: "duplicate" });
});

test("a wrong signature, a changed body and a missing signature move nothing", async () => {
  await using stack = await startTestStack({ worker: false });
  const headers = { "content-type": "application/json" };

  expect((await deliver(stack.url, event("customer.created"), "whsec_forged")).status).toBe(400);
  expect((await fetch(`${stack.url}/webhook`, { method: "POST", headers, body: event("customer.created") })).status).toBe(400);
  expect(await stack.database.db.prisma.stripeEvent.count()).toBe(0);
});
