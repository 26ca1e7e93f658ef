import { readClock } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context } from "../context.ts";
import { drawToken } from "../sessions/token.ts";
import { Email } from "./account.ts";
import { personText } from "../text.ts";

/** Who is to be an admin. The names count for a new account only. */
export const CreateAdminInput = z.strictObject({ email: Email, givenName: personText(60), surname: personText(60) });
export type CreateAdminInput = z.infer<typeof CreateAdminInput>;

/**
 * Makes an admin, for whoever administers the server: an account that exists gets the role, a new one a random password,
 * which is answered this once. There is never a default one. Written to the audit log.
 */
export async function createAdmin(ctx: Context<"system">, input: CreateAdminInput): Promise<{ password: string | null }> {
  const password = drawToken(ctx.randomInt).slice(0, 24);
  const passwordHash = await ctx.passwords.hash(password);
  return transaction(ctx, async (tx) => {
    const known = await tx.prisma.user.findUnique({ where: { email: input.email } });
    const id = known?.id ?? tx.newId("usr");
    const emailVerifiedAt = known?.emailVerifiedAt ?? (await readClock(tx));
    await (known
      ? tx.prisma.user.update({ where: { id }, data: { role: "admin", disabledAt: null, emailVerifiedAt } })
      : tx.prisma.user.create({ data: { ...input, id, role: "admin", passwordHash, emailVerifiedAt } }));
    await ctx.sessions.endAll(tx, id);
    await writeAuditEntry(tx, { actor: "system", action: "users.createAdmin", subjectId: id, reason: null, details: {} });
    return { password: known ? null : password };
  });
}
