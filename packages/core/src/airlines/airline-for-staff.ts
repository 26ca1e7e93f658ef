import { z } from "zod";

import { personText } from "../text.ts";

/** What is known of an airline beside its code. */
export const airlineFields = {
  icao: z.string().regex(/^[A-Z]{3}$/u, "Three capital letters, like BAW"),
  accountingCode: z
    .string()
    .regex(/^\d{3}$/u, "Three digits, like 125")
    .describe("Begins the numbers of its tickets, and never changes"),
  name: personText(60),
  licenceCountry: z
    .string()
    .regex(/^[A-Z]{2}$/u, "An ISO 3166 code of two capital letters, like GB")
    .nullable()
    .describe("Whose authority has licensed it; null where that is not known. Decides which rights its passengers have"),
};

/** An airline as staff see it. */
export const AirlineForStaff = z.strictObject({
  iata: z.string().regex(/^[A-Z0-9]{2}$/u, "Two capital letters or digits, like BA"),
  ...airlineFields,
});
export type AirlineForStaff = z.infer<typeof AirlineForStaff>;
