import { z } from "zod";

import { fingerprint } from "./bookings/fingerprint.ts";
import { DomainError } from "./errors.ts";

/** The version of what staff may change. */
export const ShownVersion = z.string().describe("Another one after each change; send it with a change of your own");

/** The version that a change was made for. */
export const SeenVersion = z
  .string()
  .max(100)
  .optional()
  .describe(
    "The `version` that you have read: when somebody has changed it since, nothing is done (CHANGED_MEANWHILE). Left out: whatever is there is changed",
  );

/** The version of what is shown. */
export function versionOf(shown: object): string {
  return fingerprint(shown);
}

/** Refuses a change of what is another by now than its maker has seen. The caller has it locked. CHANGED_MEANWHILE. */
export function refuseUnseen(seen: string | undefined, now: string, what: string): void {
  if (seen !== undefined && seen !== now)
    throw new DomainError(
      "CHANGED_MEANWHILE",
      `Somebody else has saved this ${what} since you read it. Look at what they have changed, and save again`,
      null,
    );
}
