import { PassThrough } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Stripe } from "stripe";
import { StripeApiError } from "../errors.ts";
import { parseFault } from "../faults/parse-fault.ts";
import { isParams, optionalOneOf, type Params, requiredString } from "../params.ts";
import { authenticateIntent } from "../payment-intents/authenticate.ts";
import { confirmPaymentIntent } from "../payment-intents/confirm.ts";
import { getIntent } from "../payment-intents/payment-intent.ts";
import { lookAt } from "../state.ts";
import { withoutRequest, type World } from "../world.ts";

type ById = FastifyRequest<{ Params: { id: string } }>;

/** Serves what Stripe does not have, under `/_sandbox`: faults, the state, a line whenever it has changed, and payments by hand. */
export function serveControl(app: FastifyInstance, world: World): void {
  const state = lookAt(world);
  app.get("/_sandbox/faults", () => ({ faults: state.faults() }));
  app.post("/_sandbox/faults", (request, reply) => {
    world.faults.set(parseFault(request.body));
    return reply.code(201).send({ faults: state.faults() });
  });
  app.delete("/_sandbox/faults", (_request, reply) => {
    world.faults.clear();
    return reply.code(204).send();
  });
  app.get("/_sandbox/state", () => ({
    payment_intents: state.paymentIntents(),
    refunds: state.refunds(),
    disputes: state.disputes(),
    balance_transactions: state.balanceTransactions(),
    events: state.events(),
    deliveries: state.deliveries(),
  }));
  app.get("/_sandbox/changes", (_request, reply) => {
    const lines = new PassThrough();
    const leave = world.changes.follow(() => lines.write("\n"));
    lines.once("close", leave);
    lines.write("\n");
    return reply.type("text/plain").send(lines);
  });
  app.post("/_sandbox/payment_intents/:id/pay", (request: ById, reply) => payByHand(world, request, reply));
  app.post("/_sandbox/payment_intents/:id/authenticate", (request: ById, reply) => authenticateByHand(world, request, reply));
}

function payByHand(world: World, request: ById, reply: FastifyReply): FastifyReply {
  const intent = getIntent(world.store, request.params.id);
  return byHand(request, reply, () => {
    const method = requiredString(bodyOf(request), "payment_method");
    try {
      confirmPaymentIntent(withoutRequest(world), intent, { payment_method: method });
    } catch (error) {
      // A decline is shown on the intent itself.
      if (!(error instanceof StripeApiError && error.status === 402)) {
        throw error;
      }
    }
    return { intent, next: `/#${intent.id}` };
  });
}

function authenticateByHand(world: World, request: ById, reply: FastifyReply): FastifyReply {
  const intent = getIntent(world.store, request.params.id);
  return byHand(request, reply, () => {
    const outcome = optionalOneOf(bodyOf(request), "outcome", ["passed", "failed"]) ?? "passed";
    authenticateIntent(withoutRequest(world), intent, outcome);
    const returnUrl = bodyOf(request)["return"] === "yes" ? world.store.returnUrls.get(intent.id) : undefined;
    return { intent, next: returnUrl === undefined ? `/#${intent.id}` : backTo(returnUrl, intent) };
  });
}

/** Where Stripe sends the holder of the card after 3-D Secure. */
function backTo(returnUrl: string, intent: Stripe.PaymentIntent): string {
  const url = new URL(returnUrl);
  url.searchParams.set("payment_intent", intent.id);
  url.searchParams.set("payment_intent_client_secret", intent.client_secret ?? "");
  url.searchParams.set("redirect_status", intent.status === "requires_payment_method" ? "failed" : "succeeded");
  return url.href;
}

/** Answers a form with a redirect and everything else with JSON. */
function byHand(request: ById, reply: FastifyReply, act: () => { intent: Stripe.PaymentIntent; next: string }): FastifyReply {
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  try {
    const { intent, next } = act();
    return isForm ? reply.redirect(next, 303) : reply.send(intent);
  } catch (error) {
    if (isForm && error instanceof StripeApiError) {
      return reply.redirect(`/?problem=${encodeURIComponent(error.message)}`, 303);
    }
    throw error;
  }
}

function bodyOf(request: ById): Params {
  return isParams(request.body) ? request.body : {};
}
