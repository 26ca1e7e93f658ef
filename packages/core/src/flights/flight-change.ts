import { z } from "zod";

/** When a flight leaves and arrives, by its timetable and by what is expected now, and where: what a change of a flight changes. */
export const FlightTimesAndPlace = z.strictObject({
  departsAt: z.iso.datetime(),
  arrivesAt: z.iso.datetime(),
  estimatedDepartsAt: z.iso.datetime().nullable().describe("Null while the timetable is expected to hold"),
  estimatedArrivesAt: z.iso.datetime().nullable(),
  terminal: z.string().nullable(),
  gate: z.string().nullable(),
});
export type FlightTimesAndPlace = z.infer<typeof FlightTimesAndPlace>;
