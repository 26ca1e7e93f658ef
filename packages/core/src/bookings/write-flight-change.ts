import { addFlightsToBooking } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { writeChangedSale } from "../ledger/write-changed-sale.ts";
import { queueNotification } from "../notifications/queue-notification.ts";
import { PriceLine } from "../fares/price.ts";
import type { FlightChangePlan } from "./plan-flight-change.ts";
import type { PricedItems } from "./price-items.ts";
import { moveRefusal } from "./seat-refusal.ts";
import { writeCancellation } from "./write-cancellation.ts";

/** What a decided change is done by. */
export interface DecidedChange {
  readonly actor: string;
  /** Confirming under the same key again changes nothing. */
  readonly key: string;
  /** The payment of what is due; null where nothing is. */
  readonly paymentId: string | null;
}

/** The lines that a change gives up, as a cancellation of them. */
export function pricedItemsOf({ items, priced }: FlightChangePlan): PricedItems {
  const { lines, paid, value } = priced;
  return { items, lines, paid, refund: value, trace: [...new Set(lines.map(({ why }) => why))] };
}

/**
 * Swaps flights in the caller's transaction and under the booking's row lock: new seats, tickets and price lines, the old ones given up, books, the
 * refund of what is left over, and the mail. Answers the id of the cancellation, or why the new flights cannot be had, and then nothing was written.
 */
export async function writeFlightChange(
  tx: TransactionContext,
  plan: FlightChangePlan,
  { actor, key, paymentId }: DecidedChange,
): Promise<{ readonly cancellationId: string } | { readonly refusal: DomainError }> {
  const { cancellable, priced, travellers, position, segments, seats, lines } = plan;
  const { id: bookingId, currency } = cancellable.booking;
  const { price, credit } = priced;
  const changeId = tx.newId("bch");
  const answer = await addFlightsToBooking(tx, {
    changeId,
    bookingId,
    paymentId,
    price,
    credit,
    position,
    segments,
    seats,
    lines,
    travellers: travellers.map(({ id }) => id),
  });
  const refusal = answer.outcome === "flight_changed" ? otherFlight() : moveRefusal(answer);
  if (refusal) return { refusal };
  const cancellationId = await writeCancellation(tx, {
    ...cancellable,
    priced: pricedItemsOf(plan),
    by: "traveller",
    actor,
    reason: null,
    key,
    change: { id: changeId, credit, leftOut: leftOutOf(plan) },
  });
  const sold = lines.map(({ kind, amount }) => ({ kind: PriceLine.shape.kind.parse(kind), amount }));
  await writeChangedSale(tx, { changeId, cancellationId, bookingId, paymentId, currency, lines: sold, credit });
  await queueNotification(tx, { bookingId, kind: "booking.changed", subjectId: changeId });
  return { cancellationId };
}

/** Who was taken off the replaced flights before, on each of the new ones. */
function leftOutOf({ cancellable, travellers, segments }: FlightChangePlan) {
  const gone = cancellable.booking.passengers.filter(({ id }) => travellers.every((traveller) => traveller.id !== id));
  return segments.flatMap((segment) => gone.map(({ id }) => ({ passengerId: id, segmentId: segment.id })));
}

/** The refusal for a flight that is another than the one that was offered. */
export function otherFlight(): DomainError<"OFFER_EXPIRED"> {
  const sentence = "A flight of this offer has other times or another aircraft since. Nothing was changed; search again.";
  return new DomainError("OFFER_EXPIRED", sentence, { path: "offer", why: "flight" });
}
