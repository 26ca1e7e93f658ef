import { formatMoney } from "../money.ts";
import { formatMoment } from "../tickets/ticket-words.ts";
import type { FlightChangedView } from "./flight-changed-mail.ts";

/** What one may do about the change, in sentences; none where nothing is to be decided, as for another gate. */
export function rightsInWords(view: FlightChangedView): string[] {
  const { kind, bookingState, cancellation } = view;
  if (kind === "gate_changed") return [];
  if (bookingState === "held" || bookingState === "awaiting_payment" || bookingState === "released" || bookingState === "expired")
    return kind === "cancelled"
      ? ["Your booking was not paid. It has ended, and you owe nothing."]
      : ["Your booking is not paid yet. If the new times do not suit you, let it go: you owe nothing."];
  if (cancellation) return [refunded(cancellation)];
  if (view.rights === null) return [];
  return kind === "cancelled" ? whenCancelled(view.rights) : whenMoved(view.rights);
}

type Rights = NonNullable<FlightChangedView["rights"]>;

function refunded({ refund, method }: NonNullable<FlightChangedView["cancellation"]>): string {
  if (refund.amount === 0) return "Nothing of what you paid for it is still to come back.";
  return `You need do nothing. We are sending ${formatMoney(refund)} back to ${method ?? "the way you paid"}, and tell you when it is on its way.`;
}

function whenCancelled({ refund, paid, why, compensation }: Rights): string[] {
  const whole = refund.amount === paid.amount;
  return [
    whole
      ? `You get ${formatMoney(refund)} back, all that you paid for what is left of your trip.`
      : `Of the ${formatMoney(paid)} that you paid for what is left of your trip, ${formatMoney(refund)} comes back.`,
    ...why.map((sentence) => `${sentence}.`),
    ...(compensation === null ? [] : [`Beside the refund you may have a right to compensation. ${compensation}.`]),
  ];
}

function whenMoved({ refund, paid, why, until }: Rights): string[] {
  const stay = "If the new times suit you, you need do nothing: your booking, your seats and your ticket stay good.";
  const deadline = until === null ? "" : ` You can decide until the departure on ${formatMoment(until)}.`;
  if (paid.amount > 0 && refund.amount === paid.amount)
    return [
      stay,
      `If they do not, cancel, and all of the ${formatMoney(refund)} that you paid for what is left of your trip comes back.${deadline}`,
      ...why.map((sentence) => `${sentence}.`),
    ];
  return [
    stay,
    `If they do not, you can cancel under the conditions of your fare: ${formatMoney(refund)} of ${formatMoney(paid)} would come back.${deadline}`,
  ];
}
