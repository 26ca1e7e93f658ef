import { isUniqueViolation, lockAircraft } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff, TransactionContext } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { Fares } from "../schedules/supply.ts";
import { AircraftCode } from "../schedules/supply.ts";
import { refuseUnseen, SeenVersion } from "../seen-version.ts";
import { personText } from "../text.ts";
import { aircraftFields, Layout, readAircraft, seatsOf, writeSeatMap } from "./aircraft.ts";
import type { Aircraft } from "./aircraft.ts";

/** A new aircraft type with its seats, and why. */
export const CreateAircraftInput = z.strictObject({ iata: AircraftCode, ...aircraftFields, layout: Layout, reason: personText(200) });
export type CreateAircraftInput = z.infer<typeof CreateAircraftInput>;

/** What is to be different of an aircraft type, and why; what is left out stays. */
export const UpdateAircraftInput = z.strictObject({
  iata: AircraftCode,
  version: SeenVersion,
  ...z.strictObject({ ...aircraftFields, layout: Layout }).partial().shape,
  reason: personText(200),
});
export type UpdateAircraftInput = z.infer<typeof UpdateAircraftInput>;

/** Adds an aircraft type, its seats compiled from the compact notation. Written to the audit log. */
export async function createAircraft(ctx: Context<Staff>, input: CreateAircraftInput): Promise<Aircraft> {
  const { iata, icao, name, layout, reason } = input;
  return transaction(ctx, async (tx) => {
    const seatMapId = await writeSeatMap(tx, { name, layout });
    await tx.prisma.aircraftType.create({ data: { iata, icao, name, seatMapId } }).catch((error: unknown) => {
      throw isUniqueViolation(error) ? invalidInput("iata", `There is an aircraft type ${iata} already`) : error;
    });
    await writeAuditEntry(tx, { actor: ctx.actor, action: "aircraft.create", subjectId: iata, reason, details: { name, layout } });
    return readAircraft(tx, iata);
  });
}

/**
 * Changes an aircraft type. Another layout is a new seat map for the flights that are made from then on; those that are there keep the
 * one that they were sold with. Written to the audit log. CHANGED_MEANWHILE when somebody else was quicker than who names a version.
 */
export async function updateAircraft(ctx: Context<Staff>, input: UpdateAircraftInput): Promise<Aircraft> {
  const { iata, version, icao, name, layout, reason } = input;
  return transaction(ctx, async (tx) => {
    await lockAircraft(tx, iata);
    const before = await readAircraft(tx, iata);
    refuseUnseen(version, before.version, "aircraft type");
    if (icao === undefined && name === undefined && layout === undefined)
      throw invalidInput("iata", "Say what is to be different of this aircraft type");
    if (layout !== undefined) await keepSoldCabins(tx, iata, layout);
    const seatMapId = layout === undefined ? undefined : await writeSeatMap(tx, { name: name ?? before.name, layout });
    const data = {
      ...(icao !== undefined && { icao }),
      ...(name !== undefined && { name }),
      ...(seatMapId !== undefined && { seatMapId }),
    };
    await tx.prisma.aircraftType.update({ where: { iata }, data });
    const details = { before: JSON.stringify(before), layout: layout ?? before.layout };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "aircraft.update", subjectId: iata, reason, details });
    return readAircraft(tx, iata);
  });
}

/** A schedule that sells a cabin would go on without it unseen. */
async function keepSoldCabins(tx: TransactionContext, iata: string, layout: string): Promise<void> {
  const cabins = new Set<string>(seatsOf(layout).map(({ cabin }) => cabin));
  const schedules = await tx.prisma.flightSchedule.findMany({ where: { aircraftTypeCode: iata }, select: { id: true, fares: true } });
  for (const { id, fares } of schedules) {
    const missing = Object.keys(Fares.parse(fares)).find((cabin) => !cabins.has(cabin));
    if (missing !== undefined)
      throw invalidInput("layout", `Schedule ${id} sells ${missing} on this aircraft: keep that cabin, or change the schedule first`);
  }
}
