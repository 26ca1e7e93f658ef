import {
  ChangeUserInput,
  disableUser,
  enableUser,
  endSessions,
  eraseUser,
  exportUser,
  listSessionsForAdmin,
  ListSessionsForAdminInput,
  ListSessionsOutput,
  listUsers,
  ListUsersInput,
  ListUsersOutput,
  ProfileExport,
  resetSecondFactor,
  setRole,
  SetRoleInput,
  UserForAdmin,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../../idempotency.ts";
import { adminProcedure, freshAdminProcedure } from "../../trpc.ts";

export const users = {
  /** The users, newest first, by page. Errors: FORBIDDEN. */
  list: adminProcedure
    .input(ListUsersInput)
    .output(ListUsersOutput)
    .query(({ ctx, input }) => listUsers(ctx.app, input)),

  /** Keeps a user out; every session ends at once. Errors: NOT_FOUND, LAST_ADMIN, FORBIDDEN. */
  disable: adminProcedure.input(ChangeUserInput).output(UserForAdmin).mutation(once(disableUser)),

  /** Lets a disabled user sign in again. Errors: NOT_FOUND, FORBIDDEN. */
  enable: adminProcedure.input(ChangeUserInput).output(UserForAdmin).mutation(once(enableUser)),

  /** Gives a user a role; they sign in anew. Errors: NOT_FOUND, EMAIL_UNVERIFIED, LAST_ADMIN, FORBIDDEN (also with a session older than 15 minutes). */
  setRole: freshAdminProcedure.input(SetRoleInput).output(UserForAdmin).mutation(once(setRole)),

  /** Takes away a second factor that its user has lost; they are told, and log in anew. Errors: NOT_FOUND, FORBIDDEN (also with a session older than 15 minutes). */
  resetSecondFactor: freshAdminProcedure.input(ChangeUserInput).output(UserForAdmin).mutation(once(resetSecondFactor)),

  /** On which devices a user is signed in, the last used first. Errors: NOT_FOUND, FORBIDDEN. */
  listSessions: adminProcedure
    .input(ListSessionsForAdminInput)
    .output(ListSessionsOutput)
    .query(({ ctx, input }) => listSessionsForAdmin(ctx.app, input)),

  /** Signs a user out everywhere; they may sign in anew. Errors: NOT_FOUND, FORBIDDEN. */
  endSessions: adminProcedure.input(ChangeUserInput).output(UserForAdmin).mutation(once(endSessions)),

  /** All that is kept of a user who has asked for it, in full; that it was read is in the audit log. Errors: NOT_FOUND, FORBIDDEN (also with a session older than 15 minutes). */
  export: freshAdminProcedure
    .input(ChangeUserInput)
    .output(ProfileExport)
    // A kept answer would be a second place of all that is kept of a person.
    .mutation(({ ctx, input }) => exportUser(ctx.app, input)),

  /**
   * Forgets a user who has asked for it, for good; tickets, prices and payments stay and name nobody. Errors: BOOKING_STATE while a booking is
   * unpaid, to be refunded or to be flown; INVALID_INPUT for yourself; LAST_ADMIN, NOT_FOUND, FORBIDDEN (also with a session older than 15 minutes).
   */
  erase: freshAdminProcedure.input(ChangeUserInput).output(UserForAdmin).mutation(once(eraseUser)),
} satisfies TRPCRouterRecord;
