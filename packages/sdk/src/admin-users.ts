import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import { listing } from "./listing.ts";
import type { Listing } from "./listing.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

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

/** A device on which a user is signed in. */
export type SessionForAdmin = Outputs["admin"]["users"]["listSessions"]["sessions"][number];

/** All that is kept of a user, as `admin.users.export` answers it. */
export type UserExport = Outputs["admin"]["users"]["export"];

/** People, for admins. */
export interface AdminUserCalls {
  /**
   * The users, newest first: one page when awaited, all of them in a `for await` loop. Errors: FORBIDDEN.
   *
   * @example
   * for await (const user of skyhold.admin.users.list({ role: "staff" })) show(user);
   */
  readonly list: (input?: ListUsersInput, options?: CallOptions) => Listing<UserPage, UserForAdmin>;
  /**
   * Keeps a user out; every session ends at once. Errors: NOT_FOUND, LAST_ADMIN, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.users.disable({ userId, reason: "Stolen card" });
   */
  readonly disable: (input: ChangeUserInput, options?: CallOptions) => Promise<UserForAdmin>;
  /**
   * Lets a disabled user sign in again. Errors: NOT_FOUND, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.users.enable({ userId, reason: "Cleared by the bank" });
   */
  readonly enable: (input: ChangeUserInput, options?: CallOptions) => Promise<UserForAdmin>;
  /**
   * Gives a user a role; they sign in anew. Errors: NOT_FOUND, EMAIL_UNVERIFIED, LAST_ADMIN, FORBIDDEN, also with a session older than 15 minutes.
   *
   * @example
   * await skyhold.admin.users.setRole({ userId, role: "staff", reason: "Joined the desk in Lisbon" });
   */
  readonly setRole: (input: SetRoleInput, options?: CallOptions) => Promise<UserForAdmin>;
  /**
   * Takes away a second factor that its user has lost; they are told, and log in anew. Errors: NOT_FOUND, FORBIDDEN, also with a session older than 15 minutes.
   *
   * @example
   * await skyhold.admin.users.resetSecondFactor({ userId, reason: "Lost the telephone, came to the desk" });
   */
  readonly resetSecondFactor: (input: ChangeUserInput, options?: CallOptions) => Promise<UserForAdmin>;
  /**
   * On which devices a user is signed in, the last used first. Errors: NOT_FOUND, FORBIDDEN.
   *
   * @example
   * const { sessions } = await skyhold.admin.users.listSessions({ userId });
   */
  readonly listSessions: (input: { userId: string }, options?: CallOptions) => Promise<{ sessions: SessionForAdmin[] }>;
  /**
   * Signs a user out everywhere; they may sign in anew. Errors: NOT_FOUND, FORBIDDEN.
   *
   * @example
   * await skyhold.admin.users.endSessions({ userId, reason: "The laptop was stolen" });
   */
  readonly endSessions: (input: ChangeUserInput, options?: CallOptions) => Promise<UserForAdmin>;
  /**
   * All that is kept of a user who has asked for it, in full; that it was read is in the audit log. Errors: NOT_FOUND, FORBIDDEN, also with a session older than 15 minutes.
   *
   * @example
   * const everything = await skyhold.admin.users.export({ userId, reason: "Letter of 12 November" });
   */
  readonly export: (input: ChangeUserInput, options?: CallOptions) => Promise<UserExport>;
  /**
   * Forgets a user who has asked for it, for good; tickets, prices and payments stay and name nobody. Errors: BOOKING_STATE while a booking
   * is unpaid, to be refunded or to be flown; INVALID_INPUT for yourself; LAST_ADMIN, NOT_FOUND, FORBIDDEN, also with a session older than 15 minutes.
   *
   * @example
   * await skyhold.admin.users.erase({ userId, reason: "Letter of 12 November" });
   */
  readonly erase: (input: ChangeUserInput, options?: CallOptions) => Promise<UserForAdmin>;
}

/** The calls of an admin about people. */
export function adminUserCalls(caller: Caller, { users }: SkyholdTrpc["admin"]): AdminUserCalls {
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
    resetSecondFactor: (input, options) =>
      caller.mutate("admin.users.resetSecondFactor", options, (request) => users.resetSecondFactor.mutate(input, request)),
    listSessions: (input, options) =>
      caller.query("admin.users.listSessions", options, (request) => users.listSessions.query(input, request)),
    endSessions: (input, options) =>
      caller.mutate("admin.users.endSessions", options, (request) => users.endSessions.mutate(input, request)),
    export: (input, options) => caller.mutate("admin.users.export", options, (request) => users.export.mutate(input, request)),
    erase: (input, options) => caller.mutate("admin.users.erase", options, (request) => users.erase.mutate(input, request)),
    setRole: (input, options) => caller.mutate("admin.users.setRole", options, (request) => users.setRole.mutate(input, request)),
  };
}
