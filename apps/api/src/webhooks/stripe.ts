import { recordPaymentEvent } from "@skyhold/core";
import type { Context, PaymentEvent } from "@skyhold/core";
import type { FastifyInstance } from "fastify";
import type { Stripe } from "stripe";

import { toDisputeSnapshot, toIntentSnapshot, toRefundSnapshot } from "../adapters/stripe-intents.ts";
import { bookingOf } from "../observe/booking-of-call.ts";
import { unreadable } from "./event-shape.ts";

/** Stripe's own tolerance for the age of a signature. */
const toleranceSeconds = 300;

/** What the webhook needs. */
export interface StripeWebhook {
  readonly context: Context<"system">;
  readonly stripe: Stripe;
  /** Two while the secret is rotated. */
  readonly secrets: readonly string[];
}

/** `POST /webhook`: answers 2xx only once the event's effect is committed, so that Stripe sends it again otherwise. */
export async function stripeWebhook(server: FastifyInstance, { context, stripe, secrets }: StripeWebhook): Promise<void> {
  // The signature is over the bytes as they came.
  server.addContentTypeParser("application/json", { parseAs: "buffer", bodyLimit: 1_048_576 }, (_request, body, done) => done(null, body));
  server.post("/webhook", { config: { rateLimit: false } }, async (request, reply) => {
    const event = verify(stripe, { body: request.body, signature: request.headers["stripe-signature"], secrets });
    if (!event)
      return reply
        .code(400)
        .send({ code: "INVALID_INPUT", message: "The Stripe-Signature header does not belong to this body and secret" });
    const problem = unreadable(event);
    if (problem !== null)
      return reply
        .code(400)
        .send({ code: "INVALID_INPUT", message: `This is no event that can be read: ${problem}. Nothing was changed.` });
    const outcome = await recordPaymentEvent(context, toPaymentEvent(event));
    const bookingId = bookingOf("metadata" in event.data.object ? event.data.object.metadata : null) ?? undefined;
    request.log.info({ eventId: event.id, type: event.type, bookingId, outcome }, "stripe event");
    return reply.code(200).send({ received: true, outcome });
  });
}

function verify(
  stripe: Stripe,
  request: { body: unknown; signature: string | string[] | undefined; secrets: readonly string[] },
): Stripe.Event | null {
  const { body, signature, secrets } = request;
  if (!Buffer.isBuffer(body) || typeof signature !== "string") return null;
  for (const secret of secrets) {
    try {
      return stripe.webhooks.constructEvent(body, signature, secret, toleranceSeconds);
    } catch {
      continue;
    }
  }
  return null;
}

function toPaymentEvent(event: Stripe.Event): PaymentEvent {
  return { eventId: event.id, type: event.type, subject: subjectOf(event) };
}

function subjectOf(event: Stripe.Event): PaymentEvent["subject"] {
  switch (event.type) {
    case "payment_intent.processing":
    case "payment_intent.requires_action":
    case "payment_intent.amount_capturable_updated":
    case "payment_intent.succeeded":
    case "payment_intent.payment_failed":
    case "payment_intent.canceled":
      return { kind: "payment", intent: toIntentSnapshot(event.data.object) };
    case "refund.created":
    case "refund.updated":
    case "refund.failed":
      return { kind: "refund", refund: toRefundSnapshot(event.data.object) };
    case "charge.refunded":
      return refundsOf(event.data.object);
    case "charge.dispute.created":
    case "charge.dispute.updated":
    case "charge.dispute.funds_withdrawn":
    case "charge.dispute.funds_reinstated":
    case "charge.dispute.closed":
      return disputeOf(event.data.object);
    default:
      return { kind: "other" };
  }
}

/** An authorisation that is let go also counts as refunded; it has no refund. */
function refundsOf(charge: Stripe.Charge): PaymentEvent["subject"] {
  const { payment_intent: intentId, captured } = charge;
  return typeof intentId === "string" && captured ? { kind: "refunds", intentId } : { kind: "other" };
}

function disputeOf(object: Stripe.Dispute): PaymentEvent["subject"] {
  const dispute = toDisputeSnapshot(object);
  return dispute ? { kind: "dispute", dispute } : { kind: "other" };
}
