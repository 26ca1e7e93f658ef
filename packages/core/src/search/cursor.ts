import { z } from "zod";

import { fingerprint } from "../bookings/fingerprint.ts";
import type { Context } from "../context.ts";
import { invalidInput } from "../errors.ts";
import type { Place } from "./rank.ts";
import type { SearchFlightsInput } from "./search-input.ts";

const Position = z.tuple([z.string(), z.int(), z.tuple([z.number(), z.number(), z.number(), z.string()])]);

/** Where a page of a leg ended, signed together with everything that was asked. */
export function sealCursor(ctx: Pick<Context, "signer">, input: SearchFlightsInput, { leg, last }: { leg: number; last: Place }): string {
  return ctx.signer.sign(JSON.stringify([asked(input), leg, last]));
}

/** Where to go on. A cursor of another search, or one that was altered, is refused. */
export function openCursor(ctx: Pick<Context, "signer">, input: SearchFlightsInput): { leg: number; last: Place } | null {
  if (input.cursor === undefined) return null;
  const text = ctx.signer.open(input.cursor);
  const position = text === null || !text.startsWith('["') ? null : Position.safeParse(JSON.parse(text));
  if (!position?.success) throw invalidInput("cursor", "Use `nextCursor` as it came, or leave it out");
  const [of, leg, last] = position.data;
  if (of !== asked(input))
    throw invalidInput("cursor", "This cursor belongs to another search: use it with the same input, or leave it out");
  return { leg, last };
}

/** The size of a page may change on the way; everything else makes another list. */
function asked({ cursor: _cursor, limit: _limit, ...rest }: SearchFlightsInput): string {
  return fingerprint(rest).slice(0, 32);
}
