import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import { listing } from "./listing.ts";
import type { Listing } from "./listing.ts";
import type { CallOptions } from "./options.ts";
import type { SeatMap } from "./seats.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What `admin.flights.blockSeats` takes: seats of a flight, and why. */
export type BlockSeatsInput = Inputs["admin"]["flights"]["blockSeats"];

/** What `admin.flights.unblockSeats` takes: blocked seats of a flight. */
export type UnblockSeatsInput = Inputs["admin"]["flights"]["unblockSeats"];

/** A user as an admin sees them. */
export type UserForAdmin = Outputs["admin"]["users"]["list"]["users"][number];

/** What `admin.users.list` takes: which users, and where the list begins. */
export type ListUsersInput = Inputs["admin"]["users"]["list"];

/** A page of users. `nextCursor` is null on the last one. */
export type UserPage = Outputs["admin"]["users"]["list"];

/** What `admin.users.disable` and `admin.users.enable` take: whom, and why. */
export type ChangeUserInput = Inputs["admin"]["users"]["disable"];

/** What `admin.users.setRole` takes: whom, what they may do, and why. */
export type SetRoleInput = Inputs["admin"]["users"]["setRole"];

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
  /** People, for admins. */
  readonly users: {
    /** The users, newest first: one page when awaited, all of them in a `for await` loop. */
    readonly list: (input?: ListUsersInput, options?: CallOptions) => Listing<UserPage, UserForAdmin>;
    /** Keeps a user out; every session ends at once. Errors: NOT_FOUND, LAST_ADMIN, FORBIDDEN. */
    readonly disable: (input: ChangeUserInput, options?: CallOptions) => Promise<UserForAdmin>;
    /** Lets a disabled user sign in again. Errors: NOT_FOUND, FORBIDDEN. */
    readonly enable: (input: ChangeUserInput, options?: CallOptions) => Promise<UserForAdmin>;
    /** Gives a user a role; they sign in anew. Errors: NOT_FOUND, EMAIL_UNVERIFIED, LAST_ADMIN, FORBIDDEN. */
    readonly setRole: (input: SetRoleInput, options?: CallOptions) => Promise<UserForAdmin>;
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
    users: userCalls(caller, admin),
  };
}

function userCalls(caller: Caller, { users }: SkyholdTrpc["admin"]): AdminCalls["users"] {
  return {
    list: (input = {}, options) =>
      listing(
        {
          read: (cursor) => caller.query("admin.users.list", options, (request) => users.list.query({ ...input, cursor }, request)),
          items: (page) => page.users,
          nextCursor: (page) => page.nextCursor,
        },
        input.cursor,
      ),
    disable: (input, options) => caller.mutate("admin.users.disable", options, (request) => users.disable.mutate(input, request)),
    enable: (input, options) => caller.mutate("admin.users.enable", options, (request) => users.enable.mutate(input, request)),
    setRole: (input, options) => caller.mutate("admin.users.setRole", options, (request) => users.setRole.mutate(input, request)),
  };
}
