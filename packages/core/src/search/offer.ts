import { z } from "zod";

import type { Context } from "../context.ts";
import { DomainError } from "../errors.ts";
import { passengersOf } from "../fares/party.ts";
import type { Party } from "../fares/party.ts";
import { PriceLine, totalOf } from "../fares/price.ts";
import { Cabin } from "../flights/flight.ts";
import { FlightId } from "../ids.ts";
import { instantOf } from "../time.ts";

/** What an offer promises: these flights, this party, this price, until then. The client carries it, signed; the server keeps nothing. */
export const OfferTerms = z.strictObject({
  expiresAt: z.iso.datetime(),
  party: z.strictObject({ adults: z.int(), children: z.int(), infants: z.int() }),
  segments: z.array(
    z.strictObject({
      flightId: FlightId,
      cabin: Cabin,
      brand: z.string(),
      departsAt: z.int().describe("Milliseconds since 1970"),
      aircraft: z.string().describe("IATA code of its type"),
    }),
  ),
  lines: z.array(PriceLine),
});
export type OfferTerms = z.infer<typeof OfferTerms>;

/**
 * Prices recur within an offer: every adult pays the same on a segment. So the token carries one row for each kind of
 * line, segment and passenger type, which keeps it short enough for a query string.
 */
const Token = z.tuple([
  z.int().describe("expires, seconds"),
  z.tuple([z.int(), z.int(), z.int()]).describe("party"),
  z.string().describe("currency"),
  z
    .array(z.tuple([FlightId, Cabin, z.string(), z.int(), z.string()]))
    .describe("flight, cabin, brand, departure in milliseconds, aircraft"),
  z
    .array(z.tuple([PriceLine.shape.kind, z.string(), z.string(), z.int(), z.int(), z.int()]))
    .describe("kind, code, label, segment, first passenger, amount"),
]);

/** The terms as one signed text. */
export function sealOffer(ctx: Pick<Context, "signer">, terms: OfferTerms): string {
  const passengers = passengersOf(terms.party);
  const lines = terms.lines.filter((line) => line.passenger === passengers.indexOf(passengers[line.passenger] ?? "ADT"));
  const token: z.infer<typeof Token> = [
    Math.floor(instantOf(terms.expiresAt).getTime() / 1000),
    [terms.party.adults, terms.party.children, terms.party.infants],
    totalOf(terms.lines).currency,
    terms.segments.map(({ flightId, cabin, brand, departsAt, aircraft }) => [flightId, cabin, brand, departsAt, aircraft]),
    lines.map((line) => [line.kind, line.code, line.label, line.segment, line.passenger, line.amount.amount]),
  ];
  return ctx.signer.sign(JSON.stringify(token));
}

/**
 * The terms of a signed offer, or OFFER_INVALID, naming the field in which it came, when it was not signed here or was altered. Whether it
 * still holds, the database's clock decides at the hold.
 */
export function openOffer(ctx: Pick<Context, "signer">, sealed: string, path = "offer"): OfferTerms {
  const text = ctx.signer.open(sealed);
  // Signed by us is not yet readable by us: an earlier version may have written other terms.
  const token = text === null ? null : Token.safeParse(JSON.parse(text));
  if (!token?.success)
    throw new DomainError(
      "OFFER_INVALID",
      `${path}: This offer was not made here or has been altered. Search again and use an offer as it came.`,
      { path },
    );
  const [expires, [adults, children, infants], currency, segments, rows] = token.data;
  const party: Party = { adults, children, infants };
  return {
    expiresAt: instantOf(expires * 1000).toISOString(),
    party,
    segments: segments.map(([flightId, cabin, brand, departsAt, aircraft]) => ({
      flightId,
      cabin,
      brand,
      departsAt,
      aircraft,
    })),
    lines: spread(rows, party, currency),
  };
}

function spread(rows: z.infer<typeof Token>[4], party: Party, currency: string): PriceLine[] {
  const passengers = passengersOf(party);
  return passengers.flatMap((type, passenger) =>
    rows
      .filter(([, , , , first]) => passengers[first] === type)
      .map(([kind, code, label, segment, , amount]) => ({ kind, code, label, segment, passenger, amount: { amount, currency } })),
  );
}
