import { lockRules } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff, TransactionContext } from "../context.ts";
import { invalidInput, notFound } from "../errors.ts";
import { ChargeId } from "../ids.ts";
import { CalendarDate, personText } from "../text.ts";
import { listChargeRules } from "./charges.ts";
import type { ChargeRule } from "./charges.ts";
import { dayBefore, dayOf, planChange, readToday, refuseOverlap, refusePast } from "./dated-rules.ts";
import { readFareTables } from "./list-fares.ts";
import type { FareTables } from "./list-fares.ts";

const share = z.number("In percent of the fare, like 7.5").min(0).max(100).multipleOf(0.01).nullable();
const rates = {
  label: personText(60).describe("As it stands on a ticket"),
  domestic: share.describe("In percent of the fare; null where such a flight is exempt"),
  international: share,
};

/** A new tax or fee, and why. */
export const CreateChargeInput = z.strictObject({
  from: CalendarDate.describe("The first local day of departure on which it holds"),
  until: CalendarDate.nullable().default(null).describe("The last one; null until further notice"),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/u, "An ISO 3166 code of two capital letters, like GB")
    .nullable()
    .describe("Country of departure; null for those without charges of their own"),
  kind: z.enum(["tax", "fee"]),
  code: z.string().regex(/^[A-Z0-9]{2}$/u, "Two capital letters or digits, as on a ticket, like GB"),
  ...rates,
  reason: personText(200),
});
export type CreateChargeInput = z.infer<typeof CreateChargeInput>;

/** Other rates from a day of departure on, and why. */
export const ChangeChargeInput = z.strictObject({
  chargeId: ChargeId,
  from: CalendarDate.describe("The first local day of departure on which it is different"),
  ...rates,
  reason: personText(200),
});
export type ChangeChargeInput = z.infer<typeof ChangeChargeInput>;

/** The last day of a tax or fee, and why. */
export const EndChargeInput = z.strictObject({ chargeId: ChargeId, lastDay: CalendarDate, reason: personText(200) });
export type EndChargeInput = z.infer<typeof EndChargeInput>;

/** Adds a tax or a fee on departures from some day on. Offers and bookings keep their price. Written to the audit log. */
export async function createCharge(ctx: Context<Staff>, { reason, ...charge }: CreateChargeInput): Promise<FareTables> {
  return transaction(ctx, async (tx) => {
    await lockRules(tx, "charge_rule");
    refusePast("from", charge.from, await readToday(tx));
    await refuseNonsense(tx, charge);
    const id = tx.newId("chg");
    await writeCharge(tx, { id, ...charge });
    refuseOverlap(await alike(tx, charge));
    await writeAuditEntry(tx, {
      actor: ctx.actor,
      action: "fares.createCharge",
      subjectId: id,
      reason,
      details: { charge: JSON.stringify(charge) },
    });
    return readFareTables(tx);
  });
}

/** Changes a tax or a fee for departures from some day on; until then it stays as it is. Offers and bookings keep their price. Written to the audit log. */
export async function changeCharge(ctx: Context<Staff>, { chargeId, from, reason, ...other }: ChangeChargeInput): Promise<FareTables> {
  return transaction(ctx, async (tx) => {
    await lockRules(tx, "charge_rule");
    const before = await findCharge(tx, chargeId);
    refusePast("from", from, await readToday(tx));
    const after = { ...before, ...other, from };
    await refuseNonsense(tx, after);
    if (planChange(before, from) === "in place") await tx.prisma.chargeRule.delete({ where: { id: chargeId } });
    else await tx.prisma.chargeRule.update({ where: { id: chargeId }, data: { validUntil: dayOf(dayBefore(from)) } });
    await writeCharge(tx, { ...after, id: before.from === from ? chargeId : tx.newId("chg") });
    const details = { before: JSON.stringify(before), after: JSON.stringify(after) };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "fares.changeCharge", subjectId: chargeId, reason, details });
    return readFareTables(tx);
  });
}

/** Ends a tax or a fee with a day of departure; one that would end before its first day is taken away. Offers and bookings keep their price. Written to the audit log. */
export async function endCharge(ctx: Context<Staff>, { chargeId, lastDay, reason }: EndChargeInput): Promise<FareTables> {
  return transaction(ctx, async (tx) => {
    await lockRules(tx, "charge_rule");
    const before = await findCharge(tx, chargeId);
    refusePast("lastDay", lastDay, dayBefore(await readToday(tx)));
    if (lastDay < before.from) await tx.prisma.chargeRule.delete({ where: { id: chargeId } });
    else await tx.prisma.chargeRule.update({ where: { id: chargeId }, data: { validUntil: dayOf(lastDay) } });
    refuseOverlap(await alike(tx, before));
    const details = { before: JSON.stringify(before), lastDay };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "fares.endCharge", subjectId: chargeId, reason, details });
    return readFareTables(tx);
  });
}

async function findCharge(tx: TransactionContext, chargeId: string): Promise<ChargeRule> {
  const found = (await listChargeRules(tx)).find(({ id }) => id === chargeId);
  if (!found) throw notFound("charge");
  return found;
}

/** The rules of the same country and code. */
async function alike(tx: TransactionContext, { country, code }: Pick<ChargeRule, "country" | "code">): Promise<ChargeRule[]> {
  return (await listChargeRules(tx)).filter((rule) => rule.country === country && rule.code === code);
}

async function refuseNonsense(
  tx: TransactionContext,
  { from, until, country, domestic, international }: Omit<ChargeRule, "id">,
): Promise<void> {
  if (until !== null && until < from) throw invalidInput("until", "The last day is not before the first");
  if (domestic === null && international === null)
    throw invalidInput("international", "A charge from which every flight is exempt is none: end it");
  if (country !== null && !(await tx.prisma.country.findUnique({ where: { code: country } })))
    throw invalidInput("country", `There is no country ${country} in the reference data`);
}

async function writeCharge(
  tx: TransactionContext,
  { id, from, until, country, domestic, international, ...rest }: ChargeRule,
): Promise<void> {
  const days = { validFrom: dayOf(from), validUntil: until === null ? null : dayOf(until) };
  const shares = { domesticPercent: domestic, internationalPercent: international };
  await tx.prisma.chargeRule.create({ data: { id, ...days, countryCode: country, ...shares, ...rest } });
}
