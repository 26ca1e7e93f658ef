import type { Stripe } from "stripe";

/** The inside of Stripe's `{ error: … }`. */
export interface ErrorBody {
  type: "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";
  message: string;
  code?: string;
  decline_code?: string;
  param?: string;
  doc_url?: string;
  charge?: string;
  payment_intent?: Partial<Stripe.PaymentIntent>;
  payment_method?: Stripe.PaymentMethod;
}

/** A refusal in Stripe's shape; `executed` says whether the call got past validation, so that its answer belongs to its idempotency key. */
export class StripeApiError extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  readonly executed: boolean;

  constructor(status: number, body: ErrorBody, executed = true) {
    super(body.message);
    this.name = "StripeApiError";
    this.status = status;
    this.body =
      body.code === undefined ? body : { ...body, doc_url: `https://stripe.com/docs/error-codes/${body.code.replaceAll("_", "-")}` };
    this.executed = executed;
  }
}

/** A 400 about a parameter; nothing was executed and the idempotency key stays free. */
export function invalidParameter(param: string, message: string, code?: string): StripeApiError {
  return new StripeApiError(400, { type: "invalid_request_error", message, param, ...(code === undefined ? {} : { code }) }, false);
}

/** The 400 for a required parameter that is not there. */
export function missingParameter(param: string): StripeApiError {
  return invalidParameter(param, `Missing required param: ${param}.`, "parameter_missing");
}

/** The 404 for an id that names nothing. */
export function noSuch(noun: string, id: string, param: string): StripeApiError {
  return new StripeApiError(404, { type: "invalid_request_error", code: "resource_missing", message: `No such ${noun}: '${id}'`, param });
}

/** The 400 for a call that the state of the payment intent does not allow. */
export function unexpectedState(intent: Stripe.PaymentIntent, message: string): StripeApiError {
  return new StripeApiError(400, {
    type: "invalid_request_error",
    code: "payment_intent_unexpected_state",
    message,
    payment_intent: structuredClone(intent),
  });
}

/** A 401 about the API key. */
export function unauthorized(message: string, code?: string): StripeApiError {
  return new StripeApiError(401, { type: "invalid_request_error", message, ...(code === undefined ? {} : { code }) }, false);
}

/** The 400 for an answer to a dispute that is closed. */
export function unexpectedDispute(id: string): StripeApiError {
  return new StripeApiError(400, { type: "invalid_request_error", message: `This dispute is already closed: ${id}` });
}
