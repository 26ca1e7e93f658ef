import type { Stripe } from "stripe";
import { newId } from "../ids.ts";
import { type Scope, unixNow } from "../world.ts";

const DAY = 86_400;

type Entry = Pick<Stripe.BalanceTransaction, "amount" | "currency" | "description"> & {
  source: string;
  type: "charge" | "payment" | "refund" | "payment_refund" | "refund_failure" | "adjustment";
  fee: number;
};

/** What the sandbox charges for a payment: 2.9 % and 30 minor units, as a stand-in for Stripe's price list. */
export function processingFee(amount: number): number {
  return Math.min(amount, Math.round(amount * 0.029) + 30);
}

function feeDetails(entry: Entry): Stripe.BalanceTransaction.FeeDetail[] {
  return entry.fee === 0
    ? []
    : [{ amount: entry.fee, application: null, currency: entry.currency, description: "Stripe processing fees", type: "stripe_fee" }];
}

function reportingCategory({ type, amount }: Entry): string {
  if (type === "adjustment") return amount < 0 ? "dispute" : "dispute_reversal";
  return type.endsWith("refund") ? "refund" : type === "payment" ? "charge" : type;
}

/** Writes a movement of the Stripe balance, available two days later. */
export function addBalanceTransaction(scope: Scope, entry: Entry): Stripe.BalanceTransaction {
  const created = unixNow(scope);
  const transaction: Stripe.BalanceTransaction = {
    id: newId("txn"),
    object: "balance_transaction",
    amount: entry.amount,
    available_on: created + 2 * DAY,
    balance_type: "payments",
    created,
    currency: entry.currency,
    description: entry.description,
    exchange_rate: null,
    fee: entry.fee,
    fee_details: feeDetails(entry),
    net: entry.amount - entry.fee,
    reporting_category: reportingCategory(entry),
    source: entry.source,
    status: "pending",
    type: entry.type,
  };
  scope.store.balanceTransactions.set(transaction.id, transaction);
  return transaction;
}
