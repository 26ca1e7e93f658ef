import { isUniqueViolation } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff, TransactionContext } from "../context.ts";
import { invalidInput, notFound } from "../errors.ts";
import { personText } from "../text.ts";
import { AirlineForStaff, airlineFields } from "./airline-for-staff.ts";

/** A new airline, and why. */
export const CreateAirlineInput = AirlineForStaff.extend({
  licenceCountry: airlineFields.licenceCountry.default(null),
  reason: personText(200),
});
export type CreateAirlineInput = z.infer<typeof CreateAirlineInput>;

const { accountingCode: _ofItsTickets, ...changeable } = airlineFields;

/** What is to be different of an airline, and why; what is left out stays. Its accounting code begins its tickets, and stays. */
export const UpdateAirlineInput = z.strictObject({
  iata: AirlineForStaff.shape.iata,
  ...z.strictObject(changeable).partial().shape,
  reason: personText(200),
});
export type UpdateAirlineInput = z.infer<typeof UpdateAirlineInput>;

/** Adds an airline, which can have schedules and flights from then on. Written to the audit log. */
export async function createAirline(ctx: Context<Staff>, { reason, ...airline }: CreateAirlineInput): Promise<AirlineForStaff> {
  return transaction(ctx, async (tx) => {
    await refuseTaken(tx, airline);
    await tx.prisma.airline.create({ data: airline }).catch(asTaken);
    const details = { airline: JSON.stringify(airline) };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "airlines.create", subjectId: airline.iata, reason, details });
    return airline;
  });
}

/** Changes an airline. Documents name it as it is called when they are made. Written to the audit log. */
export async function updateAirline(ctx: Context<Staff>, { iata, reason, ...changes }: UpdateAirlineInput): Promise<AirlineForStaff> {
  return transaction(ctx, async (tx) => {
    const before = await tx.prisma.airline.findUnique({ where: { iata } });
    if (!before) throw notFound("airline");
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    if (given.length === 0) throw invalidInput("iata", "Say what is to be different of this airline");
    const after = AirlineForStaff.parse({ ...before, ...Object.fromEntries(given) });
    await refuseTaken(tx, { ...after, iata: null, accountingCode: null, icao: after.icao === before.icao ? null : after.icao });
    await tx.prisma.airline.update({ where: { iata }, data: after }).catch(asTaken);
    const details = { before: JSON.stringify(before), after: JSON.stringify(after) };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "airlines.update", subjectId: iata, reason, details });
    return after;
  });
}

type Codes = Readonly<Record<"iata" | "icao" | "accountingCode" | "licenceCountry", string | null>>;

/** Names the field whose code another airline has. */
async function refuseTaken({ prisma }: TransactionContext, { iata, icao, accountingCode, licenceCountry }: Codes): Promise<void> {
  if (iata !== null && (await prisma.airline.findUnique({ where: { iata } })))
    throw invalidInput("iata", `There is an airline ${iata} already`);
  if (icao !== null && (await prisma.airline.findUnique({ where: { icao } })))
    throw invalidInput("icao", `Another airline has the code ${icao}`);
  if (accountingCode !== null && (await prisma.airline.findUnique({ where: { accountingCode } })))
    throw invalidInput("accountingCode", `Another airline has the code ${accountingCode}: two could write the same ticket`);
  if (licenceCountry !== null && !(await prisma.country.findUnique({ where: { code: licenceCountry } })))
    throw invalidInput("licenceCountry", `There is no country ${licenceCountry} in the reference data`);
}

/** Somebody else took a code at the same moment. */
function asTaken(error: unknown): never {
  throw isUniqueViolation(error) ? invalidInput("iata", "Another airline has just taken one of these codes") : error;
}
