import { z } from "zod";

import { Account, toAccount, withSecondFactor } from "./account.ts";
import type { StoredAccount } from "./account.ts";

/** A user as an admin sees them. */
export const UserForAdmin = Account.extend({
  disabledAt: z.date().nullable().describe("Since when the user may not sign in; null for everyone who may"),
  createdAt: z.date(),
});
export type UserForAdmin = z.infer<typeof UserForAdmin>;

/** The part of a stored user that an admin's view is made of. */
export const userColumns = {
  id: true,
  email: true,
  givenName: true,
  surname: true,
  role: true,
  emailVerifiedAt: true,
  disabledAt: true,
  createdAt: true,
  ...withSecondFactor,
} as const;

/** An admin's view of a stored user. */
export function toUserForAdmin(stored: StoredAccount & { readonly disabledAt: Date | null; readonly createdAt: Date }): UserForAdmin {
  const { disabledAt, createdAt } = stored;
  return { ...toAccount(stored), disabledAt, createdAt };
}
