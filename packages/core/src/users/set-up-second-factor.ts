import { z } from "zod";

import type { Context, User } from "../context.ts";
import { drawToken } from "../sessions/token.ts";
import { proveOwner } from "./prove-owner.ts";
import type { ProofOfOwner } from "./prove-owner.ts";
import { authenticator, secretPlace } from "./second-factor.ts";

/** What the authenticator is to know, this once. */
export const NewSecondFactor = z.strictObject({
  secret: z.string().describe("Base32, to be typed"),
  uri: z.string().describe("`otpauth://…`, to be shown as a QR code"),
});

/** Begins to give the caller a second factor, or another one. Nothing changes before `confirmSecondFactor`. */
export async function setUpSecondFactor(ctx: Context<User>, input: ProofOfOwner): Promise<z.infer<typeof NewSecondFactor>> {
  const { userId, email } = ctx.actor;
  await proveOwner(ctx, input);
  const secret = drawToken(ctx.randomInt).slice(0, 32).toUpperCase();
  const pendingSealed = ctx.vault.seal(secret, secretPlace(userId));
  await ctx.db.prisma.secondFactor.upsert({ where: { userId }, create: { userId, pendingSealed }, update: { pendingSealed } });
  return { secret, uri: authenticator(secret, email).toString() };
}

/** Takes the second factor away, and its recovery codes with it. */
export async function removeSecondFactor(ctx: Context<User>, input: ProofOfOwner): Promise<void> {
  const { userId } = ctx.actor;
  await proveOwner(ctx, input);
  await ctx.db.prisma.$transaction([
    ctx.db.prisma.secondFactor.deleteMany({ where: { userId } }),
    ctx.db.prisma.recoveryCode.deleteMany({ where: { userId } }),
  ]);
}
