import { isUniqueViolation } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff } from "../context.ts";
import { invalidInput, notFound } from "../errors.ts";
import { personText } from "../text.ts";
import { airportFields, AirportForStaff, checkPlace, Iata, toAirportForStaff } from "./airport-for-staff.ts";

/** A new airport, and why. */
export const CreateAirportInput = AirportForStaff.extend({
  icao: airportFields.icao.default(null),
  aliases: airportFields.aliases.default(""),
  metroCode: airportFields.metroCode.default(null),
  reason: personText(200),
});
export type CreateAirportInput = z.infer<typeof CreateAirportInput>;

/** What is to be different of an airport, and why; what is left out stays. */
export const UpdateAirportInput = z.strictObject({
  iata: Iata,
  ...z.strictObject(airportFields).partial().shape,
  reason: personText(200),
});
export type UpdateAirportInput = z.infer<typeof UpdateAirportInput>;

/** Adds an airport, which can be found from then on. Written to the audit log. */
export async function createAirport(ctx: Context<Staff>, { reason, ...airport }: CreateAirportInput): Promise<AirportForStaff> {
  return transaction(ctx, async (tx) => {
    await checkPlace(tx, airport);
    const { country: countryCode, ...data } = airport;
    const stored = await tx.prisma.airport.create({ data: { ...data, countryCode } }).catch((error: unknown) => {
      throw isUniqueViolation(error) ? invalidInput("iata", `There is an airport ${airport.iata} already`) : error;
    });
    const details = { airport: JSON.stringify(airport) };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "airports.create", subjectId: airport.iata, reason, details });
    return toAirportForStaff(stored);
  });
}

/** Changes an airport. With another time zone its flights keep their local departure, and a job moves their instants. Written to the audit log. */
export async function updateAirport(ctx: Context<Staff>, { iata, reason, ...changes }: UpdateAirportInput): Promise<AirportForStaff> {
  return transaction(ctx, async (tx) => {
    const stored = await tx.prisma.airport.findUnique({ where: { iata } });
    if (!stored) throw notFound("airport");
    const before = toAirportForStaff(stored);
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    if (given.length === 0) throw invalidInput("iata", "Say what is to be different of this airport");
    const after = AirportForStaff.parse({ ...before, ...Object.fromEntries(given) });
    await checkPlace(tx, after);
    const { country: countryCode, ...data } = after;
    await tx.prisma.airport.update({ where: { iata }, data: { ...data, countryCode } });
    if (after.timeZone !== before.timeZone) await tx.enqueue("flights.extend", {});
    const details = { before: JSON.stringify(before), after: JSON.stringify(after) };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "airports.update", subjectId: iata, reason, details });
    return after;
  });
}
