import { dictionary } from "@zxcvbn-ts/language-common";

import { invalidInput } from "../errors.ts";

/** What is tried first: the passwords found most often in stolen lists. */
const common = new Set(dictionary["passwords-common"]);

/**
 * Refuses a password that is among the first to be tried, because many have it, it repeats itself, or it is the e-mail address
 * (NIST SP 800-63B, 3.1.1.2). Names the field.
 */
export function refuseCommonPassword(field: string, password: string, email: string): void {
  const lower = password.normalize("NFKC").toLowerCase();
  if (common.has(lower)) throw invalidInput(field, "This password is among those that are tried first. Take another one");
  if (new Set(lower).size < 3) throw invalidInput(field, "The password must be more than one or two characters again and again");
  if (lower === email || lower === email.split("@")[0]) throw invalidInput(field, "The password must not be the e-mail address");
}
