import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions } from "./options.ts";
import type { SeatMap } from "./seats.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `admin.flights.blockSeats` takes: seats of a flight, and why. */
export type BlockSeatsInput = Inputs["admin"]["flights"]["blockSeats"];

/** What `admin.flights.unblockSeats` takes: blocked seats of a flight. */
export type UnblockSeatsInput = Inputs["admin"]["flights"]["unblockSeats"];

/** What `admin.disputes.list` takes. */
export type ListDisputesInput = Inputs["admin"]["disputes"]["list"];

/** A payment that the card's holder contests at the bank. */
export type Dispute = Outputs["admin"]["disputes"]["list"]["disputes"][number];

/** What staff do. Each call fails with FORBIDDEN for everyone else, and is written to the audit log. */
export interface AdminCalls {
  /** Flights and their seats. */
  readonly flights: {
    /**
     * Takes seats of a flight out of sale: all of them, or none when one is held, sold or blocked already.
     *
     * Errors: SEAT_TAKEN, SEAT_UNKNOWN, FORBIDDEN.
     */
    readonly blockSeats: (input: BlockSeatsInput, options?: CallOptions) => Promise<SeatMap>;
    /** Puts blocked seats on sale again; seats that are not blocked stay as they are. Errors: NOT_FOUND, FORBIDDEN. */
    readonly unblockSeats: (input: UnblockSeatsInput, options?: CallOptions) => Promise<SeatMap>;
  };
  /** Disputes, which are answered in Stripe's dashboard. */
  readonly disputes: {
    /** The disputes, newest first, by page. Errors: FORBIDDEN. */
    readonly list: (input?: ListDisputesInput, options?: CallOptions) => Promise<{ disputes: Dispute[] }>;
  };
}

/** The staff calls of a client. */
export function adminCalls(caller: Caller, { admin }: SkyholdTrpc): AdminCalls {
  return {
    flights: {
      blockSeats: (input, options) =>
        caller.mutate("admin.flights.blockSeats", options, (request) => admin.flights.blockSeats.mutate(input, request)),
      unblockSeats: (input, options) =>
        caller.mutate("admin.flights.unblockSeats", options, (request) => admin.flights.unblockSeats.mutate(input, request)),
    },
    disputes: {
      list: (input = {}, options) => caller.query("admin.disputes.list", options, (request) => admin.disputes.list.query(input, request)),
    },
  };
}
