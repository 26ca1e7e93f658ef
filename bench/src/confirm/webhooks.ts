import { startStripeSandbox } from "@skyhold/stripe-sandbox";
import { Stripe } from "stripe";

import { webhookSecret } from "../api.ts";
import type { Api } from "../api.ts";
import type { Unpaid } from "./material.ts";

/** `payment_intent.succeeded` as Stripe writes it. */
export type SucceededEvent = Extract<Stripe.Event, { type: "payment_intent.succeeded" }>;

/** An event of real size and shape, from a payment that is made at the sandbox. */
export async function makeTemplate(): Promise<SucceededEvent> {
  const sandbox = await startStripeSandbox();
  try {
    const stripe = new Stripe(sandbox.secretKey, { host: sandbox.host, port: sandbox.port, protocol: "http", telemetry: false });
    const intent = await stripe.paymentIntents.create({
      amount: 10_000,
      currency: "eur",
      capture_method: "manual",
      confirm: true,
      payment_method: "pm_card_visa",
      automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    });
    await stripe.paymentIntents.capture(intent.id);
    const event = sandbox.state.events().find((each) => each.type === "payment_intent.succeeded");
    if (!event) throw new Error("The sandbox told of no success");
    return event;
  } finally {
    await sandbox.close();
  }
}

/** Tells the API that a booking is paid, as Stripe does; whether that confirmed it. */
export async function deliver(api: Api, template: SucceededEvent, unpaid: Unpaid | undefined): Promise<boolean> {
  if (!unpaid) return false;
  const { amount, currency, intentId, paymentId, bookingId } = unpaid;
  const intent: Stripe.PaymentIntent = {
    ...template.data.object,
    id: intentId,
    amount,
    amount_received: amount,
    currency: currency.toLowerCase(),
    metadata: { bookingId, paymentId },
  };
  const payload = JSON.stringify({ ...template, id: `evt_${intentId}`, data: { object: intent } }, null, 2);
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret: webhookSecret });
  const headers = { "content-type": "application/json", "stripe-signature": signature };
  const { status, body } = await api.call({ method: "POST", path: "/webhook", headers, body: payload }, "body");
  return status === 200 && body.includes('"confirmed"');
}
