import type { Stripe } from "stripe";
import { StripeApiError } from "../errors.ts";
import { optionalStrings, type Params } from "../params.ts";
import type { Store } from "../store.ts";

type Json = Record<string, unknown>;

/** Answers with a copy of the object in which the ids that `expand[]` names are replaced by what they name. */
export function expandAnswer(store: Store, answer: object, params: Params): object {
  const copy: object = structuredClone(answer);
  for (const path of optionalStrings(params, "expand") ?? []) {
    expandPath({ store, path }, copy, path.split("."));
  }
  return copy;
}

function expandPath(task: { store: Store; path: string }, target: unknown, steps: string[]): void {
  const [step, ...rest] = steps;
  if (step === undefined || target === null) {
    return;
  }
  if (Array.isArray(target)) {
    for (const item of target) {
      expandPath(task, item, steps);
    }
    return;
  }
  if (isCharge(target) && step === "refunds") {
    target.refunds = refundsOf(task.store, target.id);
  }
  if (!isJson(target) || !(step in target)) {
    throw notExpandable(task.path);
  }
  const value = target[step];
  if (typeof value === "string") {
    target[step] = findCopy(task, value);
  }
  expandPath(task, target[step], rest);
}

function findCopy(task: { store: Store; path: string }, id: string): object {
  const { paymentIntents, paymentMethods, charges, refunds, balanceTransactions, customers, disputes } = task.store;
  const found = [paymentIntents, paymentMethods, charges, refunds, balanceTransactions, customers, disputes]
    .map((objects) => objects.get(id))
    .find((object) => object !== undefined);
  if (found === undefined) {
    throw notExpandable(task.path);
  }
  return structuredClone(found);
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

function isCharge(value: unknown): value is Stripe.Charge {
  return isJson(value) && value["object"] === "charge";
}

function refundsOf(store: Store, chargeId: string): Stripe.ApiList<Stripe.Refund> {
  const data = [...store.refunds.values()].filter((refund) => refund.charge === chargeId).toReversed();
  return { object: "list", data: structuredClone(data), has_more: false, url: `/v1/charges/${chargeId}/refunds` };
}

/** The call itself has been carried out by now, so this answer belongs to its idempotency key. */
function notExpandable(path: string): StripeApiError {
  return new StripeApiError(400, {
    type: "invalid_request_error",
    message: `This property cannot be expanded (${path}).`,
    param: "expand",
  });
}
