import type { Booking } from "../bookings/booking.ts";
import type { Cancellation } from "../bookings/cancellation.ts";
import type { Money } from "../money.ts";
import { formatDate } from "../time.ts";

/** What a message about a cancellation says, with nothing left to look up. */
export interface CancellationView {
  readonly recordLocator: string;
  /** Nobody of the booking travels any more. */
  readonly whole: boolean;
  /** `XT 12 Paris – Lisbon, Tue 1 Dec 2026: Ana Novák, Jan Novák` */
  readonly items: readonly string[];
  /** Lines of one kind with one reason are one line. */
  readonly lines: readonly { readonly label: string; readonly paid: Money; readonly refunded: Money; readonly why: string }[];
  readonly refund: Money;
  readonly kept: Money;
  /** `Visa •••• 4242`; null where it is not known. */
  readonly method: string | null;
}

/** A cancellation of a booking in the words of its mail. */
export function viewCancellation(booking: Booking, { items, lines, refund, kept }: Cancellation): CancellationView {
  return {
    recordLocator: booking.recordLocator,
    whole: booking.state === "cancelled",
    items: [...Map.groupBy(items, ({ segment }) => segment)].map(([segment, those]) => {
      const flight = booking.segments[segment]?.flight;
      const names = those.map(({ passenger }) => nameOf(booking.passengers[passenger])).join(", ");
      return flight
        ? `${flight.designator} ${flight.origin.city} – ${flight.destination.city}, ${formatDate(flight.departs)}: ${names}`
        : names;
    }),
    lines: [...Map.groupBy(lines, ({ label, why }) => JSON.stringify([label, why])).values()].flatMap((alike) => summed(alike)),
    refund,
    kept,
    method: booking.payment?.method ?? null,
  };
}

function nameOf(passenger: Booking["passengers"][number] | undefined): string {
  return `${passenger?.givenName ?? ""} ${passenger?.surname ?? ""}`.trim();
}

function summed(lines: Cancellation["lines"]): CancellationView["lines"] {
  const [first] = lines;
  if (!first) return [];
  const total = (amounts: readonly Money[]) => ({
    amount: amounts.reduce((sum, { amount }) => sum + amount, 0),
    currency: first.paid.currency,
  });
  return [
    {
      label: lines.length === 1 ? first.label : `${first.label} × ${lines.length}`,
      paid: total(lines.map(({ paid }) => paid)),
      refunded: total(lines.map(({ refunded }) => refunded)),
      why: first.why,
    },
  ];
}
