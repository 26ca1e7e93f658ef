import { countAttempt } from "@skyhold/db";

import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { hashToken } from "../sessions/token.ts";

/** Something that can be guessed, and how often it may be tried. */
export interface Attempt {
  readonly what: string;
  /** Whose secret is tried, or who tries. */
  readonly who: string;
  readonly limit: number;
  readonly seconds: number;
}

/** Counts the attempt, right or wrong, and refuses it with RATE_LIMITED when there were more than may be within the window. */
export async function limitAttempts({ db }: Context, { what, who, limit, seconds }: Attempt): Promise<void> {
  const { count, secondsLeft } = await countAttempt(db, subjectOf(what, who), seconds);
  if (count > limit) throw tooOften(secondsLeft);
}

const subjectOf = (what: string, who: string) => `${what} ${hashToken(who)}`;

function tooOften(retryAfterSeconds: number): DomainError<"RATE_LIMITED"> {
  return new DomainError("RATE_LIMITED", "That was tried too often. Wait before you try again", { retryAfterSeconds });
}
