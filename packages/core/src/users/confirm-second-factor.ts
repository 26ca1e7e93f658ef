import { readClock } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, User } from "../context.ts";
import { drawToken, hashToken } from "../sessions/token.ts";
import { limitAttempts } from "./limit-attempts.ts";
import { counterOf, SecondFactorCode, secondFactorWrong, secretPlace } from "./second-factor.ts";

/** A code of the authenticator that was just set up. */
export const ConfirmSecondFactorInput = z.strictObject({ code: SecondFactorCode });
export type ConfirmSecondFactorInput = z.infer<typeof ConfirmSecondFactorInput>;

/** For when the authenticator is lost. */
export const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()).describe("Ten, each good once; shown this once") });

/** Puts the second factor in force: every login asks for it from now on, and every other session of the account ends. */
export async function confirmSecondFactor(ctx: Context<User>, input: ConfirmSecondFactorInput): Promise<z.infer<typeof RecoveryCodes>> {
  const { userId, token } = ctx.actor;
  await limitAttempts(ctx, { what: "second factor", who: userId, limit: 10, seconds: 900 });
  const codes = Array.from({ length: 10 }, () => drawToken(ctx.randomInt).slice(0, 16));
  await transaction(ctx, async (tx) => {
    const { prisma } = tx;
    const pending = (await prisma.secondFactor.findUnique({ where: { userId } }))?.pendingSealed ?? null;
    const lastCounter = pending === null ? null : counterOf(ctx.vault.open(pending, secretPlace(userId)), input.code, await readClock(tx));
    if (lastCounter === null) throw secondFactorWrong();
    const confirmed = { secretSealed: pending, pendingSealed: null, lastCounter };
    // Of two who confirm at once, one finds it pending.
    const { count } = await prisma.secondFactor.updateMany({ where: { userId, pendingSealed: pending }, data: confirmed });
    if (count === 0) throw secondFactorWrong();
    await prisma.recoveryCode.deleteMany({ where: { userId } });
    await prisma.recoveryCode.createMany({ data: codes.map((code) => ({ userId, codeHash: hashToken(code) })) });
    await ctx.sessions.endAll(tx, userId, token);
  });
  return { recoveryCodes: codes.map((code) => code.replaceAll(/.{4}(?!$)/gu, "$&-")) };
}
