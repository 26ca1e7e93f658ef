import { isUniqueViolation } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff, TransactionContext } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { FlightId } from "../ids.ts";
import { dayOf } from "../schedules/schedule.ts";
import { BlockMinutes, checkEquipment, checkRoute, equipment, identity, WallTime } from "../schedules/supply.ts";
import type { Fitted } from "../schedules/supply.ts";
import { minuteOf } from "../search/search-input.ts";
import { CalendarDate, personText } from "../text.ts";
import { instantOf } from "../time.ts";
import { flightTimes } from "./flight-times.ts";
import { readFlight } from "./get-flight.ts";
import type { FlightDetails } from "./get-flight.ts";

/** One flight that no schedule has, in local times. */
export const CreateFlightInput = z.strictObject({
  ...identity,
  suffix: z
    .string()
    .regex(/^[A-Z]?$/u, "One capital letter, or nothing")
    .default("")
    .describe("Tells a second flight of the same number and day from the first, as where an aircraft had to turn back"),
  date: CalendarDate.describe("Local date at the airport of departure"),
  departureTime: WallTime.describe("What clocks show at the airport of departure"),
  blockMinutes: BlockMinutes,
  salesCloseMinutes: z.int().min(0).max(1440).default(60).describe("How long before departure its sale ends"),
  ...equipment,
  reason: personText(200),
});
export type CreateFlightInput = z.infer<typeof CreateFlightInput>;

/** Puts a single flight on sale, with the cabins and seats of its aircraft. Refuses what cannot fly, naming the field. */
export async function createFlight(ctx: Context<Staff>, input: CreateFlightInput): Promise<FlightDetails> {
  const { reference, now } = await ctx.reference.read();
  const zones = checkRoute(reference, input);
  const times = flightTimes({ date: input.date, minute: minuteOf(input.departureTime), ...zones }, input.blockMinutes);
  const salesCloseAt = instantOf(instantOf(times.departsAt).getTime() - input.salesCloseMinutes * 60_000);
  if (salesCloseAt <= now) throw invalidInput("date", "The sale of this flight would be over already: choose a later departure");
  const id = FlightId.parse(ctx.newId("flt"));
  return transaction(ctx, async (tx) => {
    const fitted = await checkEquipment(tx, input);
    await writeFlight(tx, { id, input, fitted, row: { ...rowOf(times), salesCloseAt } });
    const { airline, flightNumber, suffix, date, reason } = input;
    const details = { flight: `${airline} ${flightNumber}${suffix}`, date, aircraft: input.aircraft };
    await writeAuditEntry(tx, { actor: ctx.actor, action: "flights.create", subjectId: id, reason, details });
    return readFlight(tx, { reference, now }, id);
  });
}

function rowOf({ departsAt, arrivesAt, departureDate, arrivalDate, departureMinute, arrivalMinute }: ReturnType<typeof flightTimes>) {
  return {
    departsAt: instantOf(departsAt),
    arrivesAt: instantOf(arrivesAt),
    departureDate: dayOf(departureDate),
    arrivalDate: dayOf(arrivalDate),
    departureMinute,
    arrivalMinute,
  };
}

interface NewFlight {
  readonly id: FlightId;
  readonly input: CreateFlightInput;
  readonly fitted: Fitted;
  readonly row: ReturnType<typeof rowOf> & { readonly salesCloseAt: Date };
}

async function writeFlight(tx: TransactionContext, { id, input, fitted, row }: NewFlight): Promise<void> {
  const { airline: airlineCode, flightNumber, suffix, origin, destination, aircraft: aircraftTypeCode, currency, fares, seatFees } = input;
  const identified = { id, airlineCode, flightNumber, suffix, origin, destination, aircraftTypeCode, seatMapId: fitted.seatMapId };
  await tx.prisma.flight.create({ data: { ...identified, ...row } }).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    throw invalidInput(
      "flightNumber",
      `There is a flight ${airlineCode} ${flightNumber}${suffix} on ${input.date}: give this one a suffix`,
    );
  });
  await tx.prisma.flightCabin.createMany({
    data: fitted.cabins.flatMap(({ cabin, seats: capacity }) => {
      const baseFareMinor = fares[cabin];
      if (baseFareMinor === undefined) return [];
      const { seat: seatFeeMinor = 0, legroom: legroomFeeMinor = 0 } = seatFees[cabin] ?? {};
      return [{ flightId: id, cabin, capacity, baseFareMinor, currency, seatFeeMinor, legroomFeeMinor }];
    }),
  });
}
