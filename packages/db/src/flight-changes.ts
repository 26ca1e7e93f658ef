import type { Statement, Transaction } from "./client.ts";
import type { ChangeAnswer, HoldAnswer, LineToWrite, SeatsToHold, SeatToTake } from "./seats.ts";

/** Flights that come into a paid booking, with all that the SQL function `add_flights_to_booking` writes. Amounts in minor units. */
export interface FlightsToAdd {
  readonly changeId: string;
  readonly bookingId: string;
  /** The payment for which the seats may have been kept; null where nothing was due. */
  readonly paymentId: string | null;
  /** The sum of the lines, and what of it the replaced flights pay for. */
  readonly price: number;
  readonly credit: number;
  /** Where the first of them stands in the booking; those from there on move up. */
  readonly position: number;
  /** As they were offered, numbered from 0. */
  readonly segments: SeatsToHold["segments"];
  readonly seats: readonly SeatToTake[];
  readonly lines: readonly LineToWrite[];
  /** Passengers who get tickets, infants too, by id. */
  readonly travellers: readonly string[];
}

/** What became of flights that were to be added: all of it is written, or nothing. */
export type AddedAnswer = ChangeAnswer | Extract<HoldAnswer, { readonly outcome: "flight_changed" }>;

const addStatement: Statement<AddedAnswer> = { name: "add_flights_to_booking", text: "SELECT add_flights_to_booking($1::jsonb) AS answer" };
const offeredStatement: Statement<string | null> = {
  name: "changed_since_offered",
  text: "SELECT to_jsonb(changed_since_offered($1::jsonb)) AS answer",
};

/** Gives passengers of a paid booking seats for good on flights that are new to it. The caller holds the booking's row lock. */
export async function addFlightsToBooking(tx: Transaction, flights: FlightsToAdd): Promise<AddedAnswer> {
  const [answer] = await tx.run(addStatement, [JSON.stringify(flights)]);
  if (!answer) throw new Error("add_flights_to_booking gave no answer");
  return answer;
}

/** The first flight that has other times or another aircraft than it was offered with; null where there is none. */
export async function findChangedSinceOffered(tx: Transaction, segments: FlightsToAdd["segments"]): Promise<string | null> {
  return (await tx.run(offeredStatement, [JSON.stringify(segments)]))[0] ?? null;
}
