import { readClock } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { instantOf } from "../time.ts";

/** A rule that holds on some local days of departure. */
export interface DatedRule {
  readonly id: string;
  /** The first day of departure on which it holds, and the last one; null as long as no other is known. */
  readonly from: string;
  readonly until: string | null;
}

/** Whether a rule holds for departures on a local day. */
export function holdsOn({ from, until }: Pick<DatedRule, "from" | "until">, date: string): boolean {
  return from <= date && date <= (until ?? date);
}

/** The days of a stored rule. */
export function daysOf({ validFrom, validUntil }: { readonly validFrom: Date; readonly validUntil: Date | null }): Omit<DatedRule, "id"> {
  return { from: toDay(validFrom), until: validUntil && toDay(validUntil) };
}

const toDay = (date: Date) => date.toISOString().slice(0, 10);

/** A day as the database takes it. */
export function dayOf(day: string): Date {
  return instantOf(`${day}T00:00:00Z`);
}

/** The day before one. */
export function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}

/** This day in UTC. */
export async function readToday(tx: TransactionContext): Promise<string> {
  return toDay(await readClock(tx));
}

/** Refuses to change what holds already: what people were charged for stays on record. */
export function refusePast(field: string, day: string, today: string): void {
  if (day < today)
    throw invalidInput(field, `Departures until yesterday stay as they were charged: ${today} is the first day that can change`);
}

/**
 * How a rule changes from a day of departure on: in its place where it begins that day, or else by ending the day before. INVALID_INPUT at
 * `from` outside of its days.
 */
export function planChange(rule: DatedRule, from: string): "in place" | "from then on" {
  if (!holdsOn(rule, from))
    throw invalidInput(
      "from",
      `This rule holds ${rule.until === null ? `since ${rule.from}` : `from ${rule.from} to ${rule.until}`}; choose one of its days`,
    );
  return from === rule.from ? "in place" : "from then on";
}

/** Refuses rules of one kind of which two hold on the same day, at `from`. */
export function refuseOverlap(rules: readonly DatedRule[]): void {
  const inOrder = rules.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  for (const [index, rule] of inOrder.entries()) {
    const next = inOrder[index + 1];
    if (next && holdsOn(rule, next.from))
      throw invalidInput("from", `On ${next.from} two rules would hold: end the other one the day before`);
  }
}
