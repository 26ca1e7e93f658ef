import type { ChangeQuote } from "../../bookings/change-quote.ts";
import type { User } from "../../context.ts";
import type { BookingId, FlightId } from "../../ids.ts";
import type { JobName } from "../../jobs.ts";
import type { TestCore } from "../../testing/index.ts";
import type { DisputeSnapshot } from "../payment-provider.ts";
import type { PaymentEvent } from "../record-payment-event.ts";

/** One booking with all that befalls it, drawn from its seed. */
export interface Life {
  readonly seed: number;
  readonly core: TestCore;
  readonly owner: User;
  readonly flightId: FlightId;
  /** Where the booking may be moved to, and back from. */
  readonly otherFlightId: FlightId;
  readonly bookingId: BookingId;
  /** Whole numbers below the bound, the same for the same seed. */
  readonly random: (bound: number) => number;
  readonly jobs: { name: JobName; payload: Record<string, string> }[];
  /** News under way; the same may come twice, late, or never. */
  readonly outbox: PaymentEvent[];
  readonly told: PaymentEvent[];
  /** What of it has arrived for sure. After a crash nobody knows. */
  readonly heard: PaymentEvent[];
  readonly intents: Set<string>;
  /** What the traveller's browser got to know, the latest last. */
  readonly payable: string[];
  failedRefunds: number;
  /** The cancellation that the traveller has been quoted. */
  quote: string | null;
  /** The change of flight that they have been quoted. */
  change: ChangeQuote | null;
  dispute: DisputeSnapshot | null;
  readonly log: string[];
  /** Errors that nobody throws on purpose. */
  readonly broken: string[];
}

/** Puts news under way. */
export function emit(life: Life, subject: PaymentEvent["subject"]): void {
  const event = { eventId: `evt_${life.seed}_${life.told.length}`, type: subject.kind, subject };
  life.told.push(event);
  life.outbox.push(event);
}

/** Puts on record what no caller may ever see. */
export function brokenBy({ broken }: Life): (error: unknown) => void {
  return (error) => void broken.push(error instanceof Error ? error.message.slice(-200) : String(error));
}

/** One of them, or nothing where there are none. */
export function anyOf<Thing>({ random }: Life, things: readonly Thing[]): Thing | undefined {
  return things[random(Math.max(1, things.length))];
}
