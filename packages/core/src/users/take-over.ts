import { readClock } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";

/**
 * Gives an account to the proven owner of its address, whom its password, second factor and linked issuers are not known to be of: whoever
 * opened it without proving the address may have been someone else. The caller sets another password and ends the sessions.
 */
export async function takeOver(tx: TransactionContext, userId: string): Promise<void> {
  const { prisma } = tx;
  await prisma.user.update({ where: { id: userId }, data: { emailVerifiedAt: await readClock(tx) } });
  await prisma.externalIdentity.deleteMany({ where: { userId } });
  await prisma.secondFactor.deleteMany({ where: { userId } });
  await prisma.recoveryCode.deleteMany({ where: { userId } });
}
