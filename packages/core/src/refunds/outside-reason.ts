const prefix = "outside:";

/** The reason of a refund that someone made at the payment provider. Each is a debt of its own: there may be several of one payment. */
export function outsideReason(stripeRefundId: string): string {
  return `${prefix}${stripeRefundId}`;
}

/** Whether a refund was made at the payment provider, in its dashboard, and not by us. */
export function isOutside({ reason }: { readonly reason: string }): boolean {
  return reason.startsWith(prefix);
}

/** The provider's id of the refund that the reason names. */
export function stripeRefundOf(reason: string): string {
  return reason.slice(prefix.length);
}
