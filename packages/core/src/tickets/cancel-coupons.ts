import { endCoupons } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";

/** Ends the coupons of passengers on segments: `refunded` where something comes back, else `void`. None of them is good for a flight any more. */
export async function cancelCoupons(
  tx: TransactionContext,
  pairs: readonly { readonly passengerId: string; readonly segmentId: string }[],
  refunded: ReadonlySet<string>,
): Promise<void> {
  for (const status of ["refunded", "void"] as const) {
    const those = pairs.filter(({ passengerId, segmentId }) => refunded.has(`${passengerId} ${segmentId}`) === (status === "refunded"));
    if (those.length > 0) await endCoupons(tx, status, those);
  }
}
