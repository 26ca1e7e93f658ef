import { compileSeatMap } from "@skyhold/db";
import type { Database } from "@skyhold/db";

/** Writes an aircraft type with the seats of a layout: 12 in business and 60 in economy where none is given. */
export async function makeAircraft({ prisma }: Database, iata: string, layout = "J 1-3 AC-DF; Y 4-13 ABC-DEF"): Promise<void> {
  const seatMapId = `map_${iata}`;
  await prisma.seatMap.create({ data: { id: seatMapId, name: iata, layout } });
  await prisma.seat.createMany({ data: compileSeatMap(layout).map((seat) => ({ ...seat, seatMapId })) });
  await prisma.aircraftType.create({ data: { iata, icao: `A${iata}`, name: `Airbus ${iata}`, seatMapId } });
}
