import { z } from "zod";

import type { IndexedPlace } from "./airport-index.ts";

/** An airport, or all the airports of a city, as one chooses it for a search. */
export const AirportPlace = z.strictObject({
  code: z.string().describe("IATA code for `flights.search`: of an airport, `LHR`, or of a metropolitan area, `LON`"),
  kind: z.enum(["airport", "metropolitan_area"]),
  name: z.string(),
  city: z.string(),
  country: z.strictObject({ code: z.string().describe("ISO 3166 code, `GB`"), name: z.string() }),
  timeZone: z.string().describe("IANA time zone, `Europe/London`"),
  airports: z.array(z.string()).describe("The airports behind the code, the busiest first; of an airport, itself"),
});
export type AirportPlace = z.infer<typeof AirportPlace>;

/** A place of the index as travellers see it; an area tells the country and zone of its busiest airport. */
export function toAirportPlace({ code, kind, name, city, airports }: IndexedPlace): AirportPlace {
  const [main] = airports;
  return {
    code,
    kind,
    name,
    city,
    country: { code: main?.country ?? "", name: main?.countryName ?? "" },
    timeZone: main?.timeZone ?? "UTC",
    airports: airports.map(({ iata }) => iata),
  };
}
