import { lockFlight, readClock } from "@skyhold/db";
import type { Prisma } from "@skyhold/db";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff, TransactionContext } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import { queueFlightNotifications } from "../notifications/queue-flight-notifications.ts";
import type { FlightId } from "../ids.ts";
import type { FlightTimesAndPlace } from "./flight-change.ts";
import { readFlight } from "./get-flight.ts";
import type { FlightDetails } from "./get-flight.ts";

const places = { originAirport: true, destinationAirport: true } satisfies Prisma.FlightInclude;

/** A flight as staff find it, locked until the transaction ends. */
export type FlightAtHand = Prisma.FlightGetPayload<{ include: typeof places }> & { readonly now: Date };

/** What staff do to a flight. */
export interface FlightEdit {
  readonly flightId: FlightId;
  /** `flights.delay`, for the audit log. */
  readonly action: string;
  /** For the audit log, and for passengers as the reason of what they are told. */
  readonly reason: string;
  /** What to write; null where the flight is so already. Refuses by throwing. */
  readonly plan: (flight: FlightAtHand) => Prisma.FlightUncheckedUpdateInput | null;
  /** What passengers are told of it; null where it is not worth a message. */
  readonly kind: (flight: FlightAtHand) => "delayed" | "gate_changed" | "rescheduled" | "cancelled" | null;
  /** What else belongs to it, in the same transaction. */
  readonly after?: (tx: TransactionContext, changeId: string) => Promise<void>;
}

/**
 * Changes a flight under its lock, with its history, an entry in the audit log and one message to each booking on it, in one
 * transaction. What is so already is not done, told or logged again.
 */
export async function changeFlight(ctx: Context<Staff>, edit: FlightEdit): Promise<FlightDetails> {
  const { flightId, action, reason } = edit;
  // Before the transaction: asked for within it, another connection would be needed while one is held.
  const known = await ctx.reference.read();
  return transaction(ctx, async (tx) => {
    const before = await takeFlight(tx, flightId);
    const data = edit.plan(before);
    if (data !== null) {
      const after = await tx.prisma.flight.update({ where: { id: flightId }, data });
      await writeAuditEntry(tx, { actor: ctx.actor, action, subjectId: flightId, reason, details: differences(before, after) });
      const kind = edit.kind(before);
      if (kind !== null) {
        const changeId = tx.newId("fch");
        const [was, is] = [timesAndPlaceOf(before), timesAndPlaceOf(after)];
        await tx.prisma.flightChange.create({ data: { id: changeId, flightId, kind, source: "staff", reason, before: was, after: is } });
        await (edit.after?.(tx, changeId) ?? queueFlightNotifications(tx, [changeId]));
      }
    }
    return readFlight(tx, known, flightId);
  });
}

/** Locks a flight and reads it after the lock. */
export async function takeFlight(tx: TransactionContext, flightId: string): Promise<FlightAtHand> {
  if (!(await lockFlight(tx, flightId))) throw notFound("flight");
  const flight = await tx.prisma.flight.findUniqueOrThrow({ where: { id: flightId }, include: places });
  return { ...flight, now: await readClock(tx) };
}

/** The status that time has made of a flight, whether or not the job has come by. */
export function statusNow({ status, now, ...flight }: FlightAtHand): FlightAtHand["status"] {
  if (status === "cancelled" || status === "landed") return status;
  if ((flight.estimatedArrivesAt ?? flight.arrivesAt) <= now && status === "in_air") return "landed";
  return (flight.estimatedDepartsAt ?? flight.departsAt) <= now ? "in_air" : status;
}

/** Refuses what a flight of this status no longer allows. */
export function refuseUnlessStatus(flight: FlightAtHand, allowed: readonly FlightAtHand["status"][], what: string): void {
  const status = statusNow(flight);
  if (!allowed.includes(status))
    throw new DomainError("FLIGHT_STATE", `A flight that is ${status.replace("_", " ")} cannot ${what}`, { status });
}

type StoredFlight = Omit<FlightAtHand, "now" | "originAirport" | "destinationAirport">;

function timesAndPlaceOf(flight: StoredFlight): FlightTimesAndPlace {
  const { departsAt, arrivesAt, estimatedDepartsAt, estimatedArrivesAt, terminal, gate } = flight;
  return {
    departsAt: departsAt.toISOString(),
    arrivesAt: arrivesAt.toISOString(),
    estimatedDepartsAt: estimatedDepartsAt?.toISOString() ?? null,
    estimatedArrivesAt: estimatedArrivesAt?.toISOString() ?? null,
    terminal,
    gate,
  };
}

/** What is another than it was, for the audit log: `gate: B12 → B14`. */
function differences(before: StoredFlight, after: StoredFlight): Record<string, string> {
  const was = new Map(Object.entries({ ...timesAndPlaceOf(before), status: before.status }));
  return Object.fromEntries(
    Object.entries({ ...timesAndPlaceOf(after), status: after.status }).flatMap(([name, value]) =>
      value === was.get(name) ? [] : [[name, `${was.get(name) ?? "none"} → ${value ?? "none"}`]],
    ),
  );
}
