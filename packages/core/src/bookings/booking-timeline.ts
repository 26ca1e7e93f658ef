import { z } from "zod";

import { formatMoney } from "../money.ts";
import { inWords } from "../text.ts";
import type { StoredHistory } from "./read-history.ts";

/** Something that happened to a booking. */
export const TimelineEvent = z.strictObject({
  at: z.date(),
  about: z.enum(["booking", "payment", "refund", "ticket", "message", "staff", "note", "dispute"]),
  text: z.string().describe("One line for a person"),
  detail: z.string().nullable(),
  id: z.string().describe("Of what it is about: the payment, the refund, the ticket, the message, the audit entry"),
});
export type TimelineEvent = z.infer<typeof TimelineEvent>;

const endings: Readonly<Record<string, string>> = {
  expired: "The hold ran out",
  released: "The seats were given back",
  cancelled: "Nothing of the booking is left",
};

/** All that is on record of a booking, the oldest first. */
export function timelineOf(history: StoredHistory): TimelineEvent[] {
  const events = [
    ...bookingEvents(history),
    ...paymentEvents(history),
    ...afterSaleEvents(history),
    ...history.notifications.map(toMessageEvent),
    ...history.audit.map(toStaffEvent),
  ];
  return events.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function event(about: TimelineEvent["about"], what: Omit<TimelineEvent, "about" | "detail"> & { detail?: string | null }): TimelineEvent {
  return { about, detail: null, ...what };
}

function bookingEvents({ booking }: StoredHistory): TimelineEvent[] {
  const { id, createdAt, confirmedAt, endedAt, state } = booking;
  const made = event("booking", { at: createdAt, id, text: "Seats held", detail: booking.contactEmail });
  const confirmed = confirmedAt && event("booking", { at: confirmedAt, id, text: "Paid and confirmed" });
  const ended = endedAt && event("booking", { at: endedAt, id, text: endings[state] ?? "The booking ended" });
  return [made, confirmed, ended].filter((each) => each !== null);
}

const purposes = { booking: "", seats: " for seats", change: " for other flights" } as const;

function paymentEvents({ payments, currency }: StoredHistory): TimelineEvent[] {
  return payments.flatMap(({ id, createdAt, updatedAt, state, methodLabel, declineCode, purpose, amountMinor }) => {
    const money = formatMoney({ amount: Number(amountMinor), currency });
    const what = `Payment of ${money}${purposes[purpose]}`;
    const started = event("payment", { at: createdAt, id, text: `${what} started` });
    if (state === "starting" || state === "requires_payment") return [started];
    const detail = declineCode === null ? methodLabel : `Declined: ${inWords(declineCode)}`;
    return [started, event("payment", { at: updatedAt, id, text: `${what}: ${inWords(state)}`, detail })];
  });
}

function afterSaleEvents({ tickets, cancellations, refunds, disputes, currency }: StoredHistory): TimelineEvent[] {
  const money = (amountMinor: bigint) => formatMoney({ amount: Number(amountMinor), currency });
  return [
    ...tickets.map(({ number, issuedAt }) => event("ticket", { at: issuedAt, id: number, text: `Ticket ${number} issued` })),
    ...cancellations.map(({ id, createdAt, cancelledBy, refundMinor, reason, change }) => {
      const back = `${money(refundMinor - (change?.creditMinor ?? 0n))} to come back`;
      const what = change ? `Changed to flights for ${money(change.priceMinor)}` : `Cancelled by ${cancelledBy}`;
      return event("booking", { at: createdAt, id, text: `${what}, ${back}`, detail: reason });
    }),
    ...refunds.map(({ id, updatedAt, state, amountMinor, failureReason }) =>
      event("refund", {
        at: updatedAt,
        id,
        text: `Refund of ${money(amountMinor)}: ${inWords(state)}`,
        detail: failureReason && inWords(failureReason),
      }),
    ),
    ...disputes.map(({ id, createdAt, state, reason }) =>
      event("dispute", { at: createdAt, id, text: `Contested at the bank: ${inWords(state)}`, detail: inWords(reason) }),
    ),
  ];
}

const deeds: Readonly<Record<string, string>> = {
  "booking.hold": "held the seats for the traveller",
  "booking.set_passengers": "named the passengers",
  "booking.start_payment": "opened the payment",
  "booking.extend": "gave more time",
  "booking.change_seats": "changed the seats",
  "booking.cancel": "cancelled, or gave seats back",
  "notifications.resend": "sent a message once more",
};

function toStaffEvent({ at, action, actorEmail, reason, id }: StoredHistory["audit"][number]): TimelineEvent {
  const who = actorEmail ?? "The system";
  if (action === "booking.note") return event("note", { at, id, text: `Note by ${who}`, detail: reason });
  return event("staff", { at, id, text: `${who} ${deeds[action] ?? action}`, detail: reason });
}

function toMessageEvent({ id, kind, title, state, recipient, createdAt, sentAt }: StoredHistory["notifications"][number]): TimelineEvent {
  return event("message", { at: sentAt ?? createdAt, id, text: `Mail “${title ?? inWords(kind)}”: ${state}`, detail: recipient });
}
