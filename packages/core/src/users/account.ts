import { z } from "zod";

import { UserId } from "../ids.ts";

/** An e-mail address as accounts know it: trimmed, in lower case. */
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email("An e-mail address, like ana@example.com"));

/** Eight characters at least; length is what counts, so there are no rules of composition (NIST SP 800-63B). */
export const Password = z
  .string()
  .min(8, "At least 8 characters")
  .max(128, "At most 128 characters")
  .refine((text) => text.isWellFormed(), "Whole characters");

/** What someone may do: travel; work with flights and bookings; everything. */
export const Role = z.enum(["traveller", "staff", "admin"]);

/** A user account as its owner sees it. */
export const Account = z.strictObject({
  id: UserId,
  email: z.string(),
  givenName: z.string(),
  surname: z.string(),
  role: Role,
  emailVerified: z.boolean().describe("Whether the owner has shown that they read the address"),
  secondFactor: z.boolean().describe("Whether a login asks for a second factor"),
});
export type Account = z.infer<typeof Account>;

/** A fresh session with the account it belongs to. */
export const SignedIn = z.strictObject({
  token: z.string().describe("Bearer token; keep it secret"),
  expiresAt: z.date().describe("When the session ends unless it is used before"),
  account: Account,
});
export type SignedIn = z.infer<typeof SignedIn>;

/** The owner's view of a stored account. */
export function toAccount(stored: StoredAccount): Account {
  const { email, givenName, surname, role, emailVerifiedAt, secondFactor } = stored;
  const inForce = (secondFactor?.secretSealed ?? null) !== null;
  return { id: UserId.parse(stored.id), email, givenName, surname, role, emailVerified: emailVerifiedAt !== null, secondFactor: inForce };
}

/** What a query of an account has to bring along for its view. */
export const withSecondFactor = { secondFactor: { select: { secretSealed: true } } } as const;

/** The part of a stored account that its view is made of. */
export interface StoredAccount {
  readonly id: string;
  readonly email: string;
  readonly givenName: string;
  readonly surname: string;
  readonly role: Account["role"];
  readonly emailVerifiedAt: Date | null;
  /** Null without one; its secret is null while it is not confirmed. */
  readonly secondFactor: { readonly secretSealed: string | null } | null;
}
