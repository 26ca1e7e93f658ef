import { compileSeatMap, SeatNotationError } from "@skyhold/db";
import type { Prisma, SeatSpec } from "@skyhold/db";
import { z } from "zod";

import { invalidInput, notFound } from "../errors.ts";
import type { TransactionContext } from "../context.ts";
import { Cabin } from "../flights/flight.ts";
import { AircraftCode } from "../schedules/supply.ts";
import { ShownVersion, versionOf } from "../seen-version.ts";
import { personText } from "../text.ts";

/** A cabin layout in the compact notation. */
export const Layout = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .describe(
    "Sections of cabin (F, J, W, Y), rows and columns with their aisles: `J 1-4 AC-DF; Y 10-12,14-38 ABC-DEF exit 19,20 legroom 10,19,20 without 38DEF`",
  );

/** What is known of an aircraft type beside its seats. */
export const aircraftFields = {
  icao: z.string().regex(/^[A-Z0-9]{2,4}$/u, "An ICAO code of two to four letters and digits, like A320"),
  name: personText(60),
};

/** An aircraft type with how many seats its cabins have. */
export const Aircraft = z.strictObject({
  iata: AircraftCode,
  ...aircraftFields,
  layout: z.string().describe("Its seat map in the compact notation, as new flights get it"),
  cabins: z.array(z.strictObject({ cabin: Cabin, seats: z.int() })).describe("From the back to the front"),
  version: ShownVersion,
});
export type Aircraft = z.infer<typeof Aircraft>;

/** What is read of an aircraft type. */
export const aircraftColumns = {
  include: { seatMap: { select: { layout: true, seats: { select: { cabin: true } } } } },
} as const satisfies Prisma.AircraftTypeDefaultArgs;

/** A stored aircraft type as staff see it. */
export function toAircraft({ iata, icao, name, seatMap }: Prisma.AircraftTypeGetPayload<typeof aircraftColumns>): Aircraft {
  const count = Map.groupBy(seatMap.seats, ({ cabin }) => cabin);
  const cabins = Cabin.options.flatMap((cabin) => (count.has(cabin) ? [{ cabin, seats: count.get(cabin)?.length ?? 0 }] : []));
  const { layout } = seatMap;
  return { iata, icao, name, layout, cabins, version: versionOf({ icao, name, layout }) };
}

/** The aircraft type with this code, or NOT_FOUND. */
export async function readAircraft(tx: Pick<TransactionContext, "prisma">, iata: string): Promise<Aircraft> {
  const row = await tx.prisma.aircraftType.findUnique({ where: { iata }, ...aircraftColumns });
  if (!row) throw notFound("aircraft");
  return toAircraft(row);
}

/** The most seats that a flight can sell. */
const mostSeats = 900;

/** The seats of a layout. Refuses one that cannot be read, with the word at fault, and one that no aircraft has. */
export function seatsOf(layout: string): readonly SeatSpec[] {
  const seats = compiled(layout);
  if (seats.length === 0) throw invalidInput("layout", "A layout without a seat: give a section its rows and columns");
  if (seats.length > mostSeats) throw invalidInput("layout", `${seats.length} seats are more than any aircraft has; at most ${mostSeats}`);
  return seats;
}

function compiled(layout: string): readonly SeatSpec[] {
  try {
    return compileSeatMap(layout);
  } catch (error) {
    if (error instanceof SeatNotationError) throw invalidInput("layout", error.message);
    throw error;
  }
}

/** Writes a seat map of its own for a layout: those of flights that are on sale never change. Answers its id. */
export async function writeSeatMap(
  tx: TransactionContext,
  { name, layout }: { readonly name: string; readonly layout: string },
): Promise<string> {
  const id = tx.newId("map");
  const seats = seatsOf(layout);
  await tx.prisma.seatMap.create({ data: { id, name, layout: layout.replaceAll(/\s+/gu, " ") } });
  await tx.prisma.seat.createMany({ data: seats.map((seat) => ({ ...seat, seatMapId: id })) });
  return id;
}
