import { z } from "zod";

/** Text that a person typed: trimmed, well-formed Unicode, no control characters, which no database, ticket or mail could carry. */
export function personText(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), "Plain text without control characters");
}

/** A telephone number as people write it: digits, with `+`, spaces, hyphens, dots and brackets. */
export const PhoneNumber = z
  .string()
  .trim()
  .regex(/^\+?[\d ().-]{4,30}$/u, "A telephone number, like +351 21 000 0000");

/** A day of the calendar that an airline may have to do with, `2026-12-01`. */
export const CalendarDate = z.iso
  .date({ error: "A date of the calendar, like 2026-12-01", abort: true })
  .refine((date) => date >= "1900-01-01" && date < "2200-01-01", "A date between 1900 and 2200");
