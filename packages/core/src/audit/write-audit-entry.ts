import type { Staff, TransactionContext } from "../context.ts";

/** What staff did, to what, and why. */
export interface StaffAction {
  /** `system` for whoever administers the server. */
  readonly actor: Staff | "system";
  /** `seats.block` */
  readonly action: string;
  readonly subjectId: string;
  readonly reason: string | null;
  readonly details: Record<string, string | number | readonly string[]>;
}

/** Writes an action of staff into the audit log, in the transaction of the action: the one is never there without the other. */
export async function writeAuditEntry(tx: Pick<TransactionContext, "prisma" | "newId" | "origin">, entry: StaffAction): Promise<void> {
  const { actor, action, subjectId, reason, details } = entry;
  const { requestId } = tx.origin;
  await tx.prisma.auditEntry.create({
    data: { id: tx.newId("aud"), actor: actor === "system" ? actor : actor.userId, action, subjectId, reason, requestId, details },
  });
}
