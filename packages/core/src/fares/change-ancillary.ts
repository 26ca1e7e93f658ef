import { lockRules } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff, TransactionContext } from "../context.ts";
import { payableCurrencies } from "../currencies.ts";
import { invalidInput, notFound } from "../errors.ts";
import { Cabin } from "../flights/flight.ts";
import { AncillaryRuleId } from "../ids.ts";
import { roundPayable } from "../money.ts";
import { CalendarDate, personText } from "../text.ts";
import { AncillaryCode, AncillaryPrices, listAncillaryRules } from "./ancillaries.ts";
import type { AncillaryRule } from "./ancillaries.ts";
import { dayBefore, dayOf, planChange, readToday, refuseOverlap, refusePast } from "./dated-rules.ts";
import { readFareTables } from "./list-fares.ts";
import type { FareTables } from "./list-fares.ts";

const terms = {
  label: personText(60).describe("As it stands on a receipt"),
  most: z.int().min(1).max(9).describe("How many a passenger may have on a flight"),
  includedIn: z.array(Cabin).max(4).describe("Cabins in which everyone has it without paying"),
  forInfants: z.boolean(),
  prices: AncillaryPrices,
};

/** A new extra, and why. */
export const CreateAncillaryInput = z.strictObject({
  from: CalendarDate.describe("The first local day of departure on which it is sold"),
  until: CalendarDate.nullable().default(null).describe("The last one; null until further notice"),
  code: AncillaryCode,
  ...terms,
  reason: personText(200),
});
export type CreateAncillaryInput = z.infer<typeof CreateAncillaryInput>;

/** Other terms or prices from a day of departure on, and why. */
export const ChangeAncillaryInput = z.strictObject({
  ancillaryId: AncillaryRuleId,
  from: CalendarDate.describe("The first local day of departure on which it is different"),
  ...terms,
  reason: personText(200),
});
export type ChangeAncillaryInput = z.infer<typeof ChangeAncillaryInput>;

/** The last day of an extra, and why. */
export const EndAncillaryInput = z.strictObject({ ancillaryId: AncillaryRuleId, lastDay: CalendarDate, reason: personText(200) });
export type EndAncillaryInput = z.infer<typeof EndAncillaryInput>;

/** Sells an extra on departures from some day on. Written to the audit log. */
export async function createAncillary(ctx: Context<Staff>, { reason, ...extra }: CreateAncillaryInput): Promise<FareTables> {
  return transaction(ctx, async (tx) => {
    await lockRules(tx, "ancillary_rule");
    refusePast("from", extra.from, await readToday(tx));
    refuseNonsense(extra);
    const id = tx.newId("anc");
    await writeAncillary(tx, { id, ...extra });
    refuseOverlap(await alike(tx, extra.code));
    const details = { ancillary: JSON.stringify(extra) };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "fares.createAncillary", subjectId: id, reason, details });
    return readFareTables(tx);
  });
}

/** Changes an extra for departures from some day on; until then it stays as it is, and what was chosen keeps its price. Written to the audit log. */
export async function changeAncillary(ctx: Context<Staff>, input: ChangeAncillaryInput): Promise<FareTables> {
  const { ancillaryId, from, reason, ...other } = input;
  return transaction(ctx, async (tx) => {
    await lockRules(tx, "ancillary_rule");
    const before = await findAncillary(tx, ancillaryId);
    refusePast("from", from, await readToday(tx));
    const after = { ...before, ...other, from };
    refuseNonsense(after);
    if (planChange(before, from) === "in place") await tx.prisma.ancillaryRule.delete({ where: { id: ancillaryId } });
    else await tx.prisma.ancillaryRule.update({ where: { id: ancillaryId }, data: { validUntil: dayOf(dayBefore(from)) } });
    await writeAncillary(tx, { ...after, id: before.from === from ? ancillaryId : tx.newId("anc") });
    const details = { before: JSON.stringify(before), after: JSON.stringify(after) };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "fares.changeAncillary", subjectId: ancillaryId, reason, details });
    return readFareTables(tx);
  });
}

/** Ends an extra with a day of departure; one that would end before its first day is taken away. What was chosen stays. Written to the audit log. */
export async function endAncillary(ctx: Context<Staff>, { ancillaryId, lastDay, reason }: EndAncillaryInput): Promise<FareTables> {
  return transaction(ctx, async (tx) => {
    await lockRules(tx, "ancillary_rule");
    const before = await findAncillary(tx, ancillaryId);
    refusePast("lastDay", lastDay, dayBefore(await readToday(tx)));
    if (lastDay < before.from) await tx.prisma.ancillaryRule.delete({ where: { id: ancillaryId } });
    else await tx.prisma.ancillaryRule.update({ where: { id: ancillaryId }, data: { validUntil: dayOf(lastDay) } });
    refuseOverlap(await alike(tx, before.code));
    const details = { before: JSON.stringify(before), lastDay };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "fares.endAncillary", subjectId: ancillaryId, reason, details });
    return readFareTables(tx);
  });
}

async function findAncillary(tx: TransactionContext, ancillaryId: string): Promise<AncillaryRule> {
  const found = (await listAncillaryRules(tx)).find(({ id }) => id === ancillaryId);
  if (!found) throw notFound("ancillary");
  return found;
}

async function alike(tx: TransactionContext, code: AncillaryCode): Promise<AncillaryRule[]> {
  return (await listAncillaryRules(tx)).filter((rule) => rule.code === code);
}

function refuseNonsense({ from, until, prices }: Pick<AncillaryRule, "from" | "until" | "prices">): void {
  if (until !== null && until < from) throw invalidInput("until", "The last day is not before the first");
  for (const [currency, amount] of Object.entries(prices)) {
    if (!payableCurrencies.has(currency)) throw invalidInput(`prices.${currency}`, `No card can pay in ${currency}`);
    if (roundPayable(amount, currency) !== amount)
      throw invalidInput(
        `prices.${currency}`,
        `Cards take no last digit but 0 in ${currency}: ${roundPayable(amount, currency)} minor units can be charged`,
      );
  }
}

async function writeAncillary(tx: TransactionContext, { id, from, until, includedIn, prices, ...rest }: AncillaryRule): Promise<void> {
  const days = { validFrom: dayOf(from), validUntil: until === null ? null : dayOf(until) };
  await tx.prisma.ancillaryRule.create({ data: { id, ...days, includedIn: [...new Set(includedIn)], prices: { ...prices }, ...rest } });
}
