import {
  ChangeUserInput,
  disableUser,
  enableUser,
  listUsers,
  ListUsersInput,
  ListUsersOutput,
  resetSecondFactor,
  setRole,
  SetRoleInput,
  UserForAdmin,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { once } from "../../idempotency.ts";
import { adminProcedure } from "../../trpc.ts";

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

  /** Gives a user a role; they sign in anew. Errors: NOT_FOUND, EMAIL_UNVERIFIED, LAST_ADMIN, FORBIDDEN. */
  setRole: adminProcedure.input(SetRoleInput).output(UserForAdmin).mutation(once(setRole)),

  /** Takes away a second factor that its user has lost; they are told, and log in anew. Errors: NOT_FOUND, FORBIDDEN. */
  resetSecondFactor: adminProcedure.input(ChangeUserInput).output(UserForAdmin).mutation(once(resetSecondFactor)),
} satisfies TRPCRouterRecord;
