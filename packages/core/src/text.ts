import { z } from "zod";

/** What turns a line around (UAX 9), breaks it, or commands a terminal. The joiners of Persian and Indic scripts are none of these. */
const commands = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** Text that a person typed: trimmed, well-formed Unicode with something to see, no control characters, which no database, ticket or mail could carry. */
export function personText(max: number) {
  return z
    .string()
    .trim()
    .min(1, { error: "This cannot be empty", abort: true })
    .max(max)
    .refine(
      (text) => text.isWellFormed() && /[\p{L}\p{N}\p{P}\p{S}]/u.test(text) && !commands.test(text),
      "Plain text without control characters",
    );
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

/** A code of ours or of the payment provider's as it is read aloud: `requires action`, `insufficient funds`. */
export function inWords(code: string): string {
  return code.replaceAll(/[_.]/gu, " ");
}
