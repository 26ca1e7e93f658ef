import { findIdentity, isUniqueViolation } from "@skyhold/db";
import type { IdentityRow } from "@skyhold/db";

import { transaction } from "../context.ts";
import type { Context, User } from "../context.ts";
import { DomainError } from "../errors.ts";
import { UserId } from "../ids.ts";
import { personText } from "../text.ts";
import { Email } from "../users/account.ts";
import type { Identity } from "./identity.ts";

/**
 * Who calls with an issuer's token: the account that issuer and subject are linked to, made on the first call. Its role is ours to
 * give. The token's e-mail address opens no account that exists, and does not tell whether there is one (ADR 66). UNAUTHENTICATED when the account
 * is disabled, or has a second factor, which the token does not show.
 */
export async function enterWithIdentity(ctx: Context, token: string): Promise<User> {
  const identity = await ctx.identities.verify(token);
  const row = (await findIdentity(ctx.db, identity)) ?? (await openAccount(ctx, identity));
  if (row.disabled) throw unauthenticated("This account is disabled");
  if (row.secondFactor) throw unauthenticated("This account has a second factor. Log in with password and code: auth.login");
  return { userId: UserId.parse(row.userId), role: row.role, kind: "account", secondFactor: false, email: row.email, token };
}

async function openAccount(ctx: Context, identity: Identity): Promise<IdentityRow> {
  const { issuer, subject } = identity;
  const email = Email.safeParse(identity.email).data;
  if (email === undefined)
    throw unauthenticated("An account needs an e-mail address, and the token has none. Have its issuer add the claim email");
  const id = ctx.newId("usr");
  try {
    await transaction(ctx, async ({ prisma }) => {
      await prisma.user.create({ data: { id, email, ...namesOf(identity), identities: { create: { issuer, subject } } } });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Of two first calls at once, one makes the account.
    const twin = await findIdentity(ctx.db, identity);
    if (!twin) throw error;
    return twin;
  }
  return { userId: id, email, role: "traveller", disabled: false, ownsAddress: false, secondFactor: false };
}

/** No passenger can be named like this: the profile asks for it before it makes one. */
const unknown = "–";

function namesOf({ givenName, surname }: Identity): { givenName: string; surname: string } {
  const name = (text: string | null) => personText(60).safeParse(text).data ?? unknown;
  return { givenName: name(givenName), surname: name(surname) };
}

function unauthenticated(message: string): DomainError<"UNAUTHENTICATED"> {
  return new DomainError("UNAUTHENTICATED", message, null);
}
