import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context } from "../context.ts";
import { drawToken } from "../sessions/token.ts";
import { Email } from "./account.ts";
import { ownsAddress } from "./owns-address.ts";
import { takeOver } from "./take-over.ts";
import { personText } from "../text.ts";

/** Who is to be an admin. The names count for a new account only. */
export const CreateAdminInput = z.strictObject({ email: Email, givenName: personText(60), surname: personText(60) });
export type CreateAdminInput = z.infer<typeof CreateAdminInput>;

/**
 * Makes an admin, for whoever administers the server: an account with a verified address gets the role; a new one, or one whose address
 * nobody has verified, a random password too, which is answered this once. There is never a default one. Written to the audit log.
 */
export async function createAdmin(ctx: Context<"system">, input: CreateAdminInput): Promise<{ password: string | null }> {
  const password = drawToken(ctx.randomInt).slice(0, 24);
  const passwordHash = await ctx.passwords.hash(password);
  return transaction(ctx, async (tx) => {
    const known = await tx.prisma.user.findFirst({ where: { email: input.email, ...ownsAddress } });
    const id = known?.id ?? tx.newId("usr");
    // Whoever opened an account under this address without proving it must not become an admin.
    const proven = known !== null && known.emailVerifiedAt !== null;
    const admin = { role: "admin", disabledAt: null, ...(!proven && { passwordHash }) } as const;
    if (known) await tx.prisma.user.update({ where: { id }, data: admin });
    else await tx.prisma.user.create({ data: { ...input, id, ...admin } });
    if (!proven) await takeOver(tx, id);
    await ctx.sessions.endAll(tx, id);
    await writeAuditEntry(tx, { actor: "system", action: "users.createAdmin", subjectId: id, reason: null, details: {} });
    return { password: proven ? null : password };
  });
}
