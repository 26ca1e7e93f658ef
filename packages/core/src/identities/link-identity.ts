import { findIdentity, isUniqueViolation, moveToOwner } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, User } from "../context.ts";
import { invalidInput, isDomainError, notFound } from "../errors.ts";
import { proveOwner, ProofOfOwner } from "../users/prove-owner.ts";
import { ForeignToken, LinkedIdentity } from "./identity.ts";

/** An issuer's token, and the proof that the account is the caller's. */
export const LinkIdentityInput = z.strictObject({ ...ProofOfOwner.shape, token: ForeignToken });
export type LinkIdentityInput = z.infer<typeof LinkIdentityInput>;

/** Which issuer's, and the proof that the account is the caller's. */
export const UnlinkIdentityInput = z.strictObject({ ...ProofOfOwner.shape, issuer: z.string().min(1).max(500) });
export type UnlinkIdentityInput = z.infer<typeof UnlinkIdentityInput>;

/** The caller's links. */
export const ListIdentitiesOutput = z.strictObject({ identities: z.array(LinkedIdentity) });

/**
 * Lets whoever this token names into the caller's account from now on. Where the token has opened an account of its own meanwhile, whose address nobody
 * has proven, its bookings and messages become the caller's and that account ends. INVALID_INPUT for a token that is not good here or is linked already.
 */
export async function linkIdentity(ctx: Context<User>, input: LinkIdentityInput): Promise<void> {
  await proveOwner(ctx, input);
  const { issuer, subject } = await ctx.identities.verify(input.token).catch((error: unknown) => {
    throw isDomainError(error, "UNAUTHENTICATED") ? invalidInput("token", error.message) : error;
  });
  const { userId } = ctx.actor;
  try {
    await transaction(ctx, async (tx) => {
      const opened = await findIdentity(tx, { issuer, subject });
      if (opened !== null && !opened.ownsAddress && !opened.disabled) await moveToOwner(tx, opened.userId, userId);
      await tx.prisma.externalIdentity.create({ data: { issuer, subject, userId } });
    });
  } catch (error) {
    if (isUniqueViolation(error))
      throw invalidInput("token", "This token is linked to an account, or your account to another one of its issuer. Unlink that first");
    throw error;
  }
}

/** Keeps tokens of this issuer out of the caller's account from now on. NOT_FOUND when none is linked. */
export async function unlinkIdentity(ctx: Context<User>, input: UnlinkIdentityInput): Promise<void> {
  await proveOwner(ctx, input);
  const { issuer } = input;
  const { count } = await ctx.db.prisma.externalIdentity.deleteMany({ where: { userId: ctx.actor.userId, issuer } });
  if (count === 0) throw notFound("identity");
}

/** The issuers whose tokens open the caller's account. */
export async function listIdentities(ctx: Context<User>): Promise<z.infer<typeof ListIdentitiesOutput>> {
  const select = { issuer: true, subject: true, linkedAt: true } as const;
  const where = { userId: ctx.actor.userId };
  return { identities: await ctx.db.prisma.externalIdentity.findMany({ where, select, orderBy: { linkedAt: "asc" } }) };
}
