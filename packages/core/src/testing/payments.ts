import type { IntentSnapshot } from "../payments/payment-provider.ts";
import { recordPaymentEvent } from "../payments/record-payment-event.ts";
import type { Settlement } from "../payments/settle-payment.ts";
import type { TestCore } from "./test-core.ts";

let events = 0;

/** Tells core, as a webhook would, what has become of an intent. */
export function news(core: TestCore, intent: IntentSnapshot, eventId = `evt_${(events += 1)}`): Promise<Settlement | "duplicate"> {
  return recordPaymentEvent(core.app, { eventId, type: "payment_intent", subject: { kind: "payment", intent } });
}

/** What stands on each account of the books, in minor units. */
export async function balances(core: TestCore): Promise<Record<string, number>> {
  const sums = await core.app.db.prisma.ledgerEntry.groupBy({ by: ["account"], _sum: { amountMinor: true } });
  return Object.fromEntries(sums.map((sum) => [sum.account, Number(sum._sum.amountMinor ?? 0)]));
}
