import type { Stripe } from "stripe";
import { emitRefund } from "../events/emit.ts";
import { mergeMetadata, type Params, refuseUnknown } from "../params.ts";
import type { Scope } from "../world.ts";

/** Changes the metadata of a refund. */
export function updateRefund(scope: Scope, refund: Stripe.Refund, params: Params): Stripe.Refund {
  refuseUnknown(params, ["metadata"]);
  refund.metadata = mergeMetadata(params, refund.metadata ?? {});
  emitRefund(scope, "refund.updated", refund);
  emitRefund(scope, "charge.refund.updated", refund);
  return refund;
}
