import { isUniqueViolation, lockRules, readClock } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";
import { invalidInput, notFound } from "../errors.ts";
import { personText } from "../text.ts";
import { FareBrand } from "./fare-brand.ts";
import { readFareTables } from "./list-fares.ts";
import type { FareTables } from "./list-fares.ts";

const BrandCode = z.string().regex(/^[A-Z][A-Z0-9]{1,19}$/u, "2 to 20 capital letters and digits, like SAVER27");
const farePercent = z.int().min(1).max(1000).describe("What the brand costs of the base fare, in percent");

/** A new brand with its terms, which never change, and why. */
export const CreateBrandInput = FareBrand.extend({
  code: BrandCode,
  name: personText(30),
  farePercent,
  checkedBags: FareBrand.shape.checkedBags.max(9),
  reason: personText(200),
});
export type CreateBrandInput = z.infer<typeof CreateBrandInput>;

/** What a brand is to cost, or whether it is sold, and why; what is left out stays. */
export const UpdateBrandInput = z.strictObject({
  code: z.string().regex(/^[A-Z0-9_]{1,20}$/u, "The code of a brand, like SAVER"),
  farePercent: farePercent.optional(),
  onSale: z.boolean().optional(),
  reason: personText(200),
});
export type UpdateBrandInput = z.infer<typeof UpdateBrandInput>;

/** Puts a fare brand on sale, on every flight. Written to the audit log. */
export async function createBrand(ctx: Context<Staff>, { reason, ...brand }: CreateBrandInput): Promise<FareTables> {
  return transaction(ctx, async (tx) => {
    await lockRules(tx, "fare_brand");
    const { _max } = await tx.prisma.fareBrand.aggregate({ _max: { rank: true } });
    await tx.prisma.fareBrand.create({ data: { ...brand, rank: (_max.rank ?? 0) + 1 } }).catch((error: unknown) => {
      throw isUniqueViolation(error)
        ? invalidInput("code", `There is a brand ${brand.code} already; terms never change, so use a new code`)
        : error;
    });
    const details = { brand: JSON.stringify(brand) };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "fares.createBrand", subjectId: brand.code, reason, details });
    return readFareTables(tx);
  });
}

/**
 * Changes what a brand costs from now on, withdraws it from sale or sells it again. Its terms never change: who bought it keeps them, and an
 * offer keeps its price. INVALID_INPUT when nothing would be sold any more. Written to the audit log.
 */
export async function updateBrand(ctx: Context<Staff>, input: UpdateBrandInput): Promise<FareTables> {
  const { code, onSale, reason } = input;
  return transaction(ctx, async (tx) => {
    await lockRules(tx, "fare_brand");
    const before = await tx.prisma.fareBrand.findUnique({ where: { code } });
    if (!before) throw notFound("brand");
    if (input.farePercent === undefined && onSale === undefined)
      throw invalidInput("farePercent", "Say what is to be different of this brand");
    const withdrawnAt = onSale === undefined ? before.withdrawnAt : onSale ? null : (before.withdrawnAt ?? (await readClock(tx)));
    const after = { farePercent: input.farePercent ?? before.farePercent, withdrawnAt };
    await tx.prisma.fareBrand.update({ where: { code }, data: after });
    if ((await tx.prisma.fareBrand.count({ where: { withdrawnAt: null } })) === 0)
      throw invalidInput("onSale", "Without a brand no flight can be sold: put another one on sale first");
    const details = { before: JSON.stringify(before), after: JSON.stringify(after) };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "fares.updateBrand", subjectId: code, reason, details });
    return readFareTables(tx);
  });
}
