import { writePaymentNews } from "@skyhold/db";
import type { LockedPayment } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import type { IntentSnapshot } from "./payment-provider.ts";

/** Writes that an attempt is in this state now, and what the payment provider says of it. The caller holds the booking's row lock. */
export async function notePayment(
  tx: TransactionContext,
  { paymentId, state }: { readonly paymentId: string; readonly state: LockedPayment["state"] },
  intent: IntentSnapshot,
): Promise<void> {
  const open = state === "processing" || state === "requires_payment";
  await writePaymentNews(tx, paymentId, {
    state,
    intentId: intent.intentId,
    methodLabel: intent.methodLabel,
    declineCode: open ? intent.declineCode : null,
    requiresAction: intent.state === "requires_action",
  });
}
