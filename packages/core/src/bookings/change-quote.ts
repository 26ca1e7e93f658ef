import { keepFlights } from "@skyhold/db";
import { z } from "zod";

import type { Context, TransactionContext } from "../context.ts";
import { DomainError, invalidInput } from "../errors.ts";
import { PriceLine } from "../fares/price.ts";
import { BookingId } from "../ids.ts";
import { Money } from "../money.ts";
import { SeatNumber } from "../seats/seat-number.ts";
import { instantOf } from "../time.ts";
import { CancellationQuote } from "./cancellation.ts";
import type { ChangeQuoteShape } from "./cancellation-quote-shape.ts";
import { fingerprint } from "./fingerprint.ts";
import { flightsOf } from "./flight-wish.ts";
import type { FlightWish } from "./flight-wish.ts";
import { openOffers } from "./given-offers.ts";
import type { GivenOffers } from "./given-offers.ts";
import { planFlightChange } from "./plan-flight-change.ts";
import type { FlightChangePlan } from "./plan-flight-change.ts";
import { describeItems } from "./price-items.ts";
import { pricedItemsOf } from "./write-flight-change.ts";

/** What a change to other flights would cost or bring. Nothing has happened yet: `paid` + `due` = `price` + `refund` + `kept`. */
export const ChangeQuote = CancellationQuote.extend({
  quote: z.string().describe("For `bookings.change`, or where something is due, for `payments.start` as `change`; as it came"),
  refund: Money.describe("What comes back as money, to the card or account that paid"),
  value: Money.describe(
    "What the replaced flights are worth: the sum of `lines[].refunded`. It pays for the new ones; what is left is `refund`",
  ),
  fee: Money.describe("What the fares' conditions take for the change; part of `kept`"),
  price: Money.describe("Of the new flights, chosen seats included: the sum of `newLines`"),
  due: Money.describe("What is to be paid; nothing where the value pays for it all"),
  newLines: z.array(PriceLine).describe("The price of the new flights; `segment` and `passenger` count those of the offer"),
  seats: z.array(z.array(SeatNumber)).describe("On each new flight, of each passenger but the infants; held for nobody yet"),
}) satisfies z.ZodType<ChangeQuoteShape>;
export type ChangeQuote = z.infer<typeof ChangeQuote>;

/** A signed quote as it comes back: offers of up to six legs are in it. */
export const ChangeQuoteToken = z.string().max(48_000);

/** How long a quote may be confirmed, unless the offer runs out before. */
const quoteMinutes = 15;

/** What a signed quote carries: what was asked for, and a hash of what was answered. */
const Token = z.strictObject({
  kind: z.literal("change"),
  id: z.string(),
  bookingId: z.string(),
  userId: z.string(),
  expires: z.int(),
  offer: z.union([z.string(), z.array(z.string())]),
  segments: z.array(z.string()),
  seats: z.array(z.array(z.string())),
  chosen: z.boolean(),
  digest: z.string(),
});

/** A quote that was made here, for this booking and this traveller. */
export type SignedChangeQuote = z.infer<typeof Token>;

/** The same with what its offers promise. */
export interface OpenedChangeQuote extends Pick<SignedChangeQuote, "id" | "bookingId" | "digest"> {
  readonly userId: string;
  readonly expiresAt: Date;
  readonly offer: string | string[];
  readonly offers: GivenOffers;
  readonly wish: FlightWish;
}

/** What a quote is made of. */
interface Quoted {
  readonly userId: string;
  readonly offer: string | string[];
  readonly wish: FlightWish;
  readonly plan: FlightChangePlan;
}

function digestOf({ items, priced, lines, segments, flights }: FlightChangePlan): string {
  const place = (id: string | null) => segments.findIndex((segment) => segment.id === id);
  return fingerprint({
    items,
    lines: priced.lines.map(({ id, amount, refunded }) => [id, amount, refunded]),
    price: lines.map(({ kind, code, amount, segment_id, passenger_id }) => [kind, code, amount, place(segment_id), passenger_id]),
    due: priced.due,
    refund: priced.refund,
    expected: flights.map(({ estimatedDepartsAt, estimatedArrivesAt }) =>
      [estimatedDepartsAt, estimatedArrivesAt].map((at) => at?.getTime()),
    ),
  });
}

/** Puts a plan into a quote that its traveller can confirm, and nobody else. */
export function sealChangeQuote(ctx: Pick<Context, "signer" | "newId">, { userId, offer, wish, plan }: Quoted): ChangeQuote {
  const { booking, now } = plan.cancellable;
  const expiresAt = instantOf(Math.min(now.getTime() + quoteMinutes * 60_000, instantOf(wish.terms.expiresAt).getTime()));
  const token: z.infer<typeof Token> = {
    kind: "change",
    id: ctx.newId("quo"),
    bookingId: booking.id,
    userId,
    expires: expiresAt.getTime(),
    offer,
    segments: wish.segments,
    seats: wish.seats,
    chosen: wish.chosen,
    digest: digestOf(plan),
  };
  return { quote: ctx.signer.sign(JSON.stringify(token)), bookingId: BookingId.parse(booking.id), expiresAt, ...describe(plan, wish) };
}

function describe(plan: FlightChangePlan, wish: FlightWish): Omit<ChangeQuote, "quote" | "bookingId" | "expiresAt"> {
  const { priced, cancellable, lines, segments, travellers } = plan;
  const money = (amount: number): Money => ({ amount, currency: cancellable.booking.currency });
  const { value, fee, price, due, refund } = priced;
  return {
    ...describeItems(cancellable, pricedItemsOf(plan)),
    refund: money(refund),
    value: money(value),
    fee: money(fee),
    price: money(price),
    due: money(due),
    newLines: lines.map(({ kind, code, label, segment_id, passenger_id, amount }) => ({
      kind: PriceLine.shape.kind.parse(kind),
      code,
      label,
      amount: money(amount),
      segment: segments.findIndex(({ id }) => id === segment_id),
      passenger: travellers.findIndex(({ id }) => id === passenger_id),
    })),
    seats: wish.seats,
  };
}

/** The content of a quote; INVALID_INPUT when it was not made here, was altered, or is for another booking or traveller. */
export function readChangeQuote(
  ctx: Pick<Context, "signer">,
  sealed: string,
  owner: { readonly bookingId: string; readonly userId: string; readonly field: string },
): SignedChangeQuote {
  const text = ctx.signer.open(sealed);
  const token = text === null ? null : Token.safeParse(JSON.parse(text));
  if (!token?.success || token.data.bookingId !== owner.bookingId || token.data.userId !== owner.userId)
    throw invalidInput(owner.field, "Use `quote` of `bookings.quoteChange` for this booking as it came");
  return token.data;
}

/** The same with its offers; INVALID_INPUT where they go together no longer. */
export async function openChangeQuote(ctx: Context, quote: SignedChangeQuote): Promise<OpenedChangeQuote> {
  const { id, bookingId, userId, expires, offer, segments, seats, chosen, digest } = quote;
  const offers = await openOffers(ctx, offer);
  const wish = { segments, terms: offers.trip, seats, chosen };
  return { id, bookingId, userId, digest, expiresAt: instantOf(expires), offer, offers, wish };
}

/** What a quote says, planned anew. Refuses a quote past its time, or that no longer holds: then the error brings the new one. The caller holds the booking's row lock. */
export async function planQuoted(ctx: Context, tx: TransactionContext, quote: OpenedChangeQuote): Promise<FlightChangePlan> {
  const { bookingId, userId, expiresAt, offer, wish } = quote;
  await keepFlights(tx, flightsOf(wish));
  const plan = await planFlightChange(tx, { bookingId, wish, paymentId: null });
  if (expiresAt <= plan.cancellable.now)
    throw new DomainError("QUOTE_EXPIRED", "This quote is past its time. Nothing was changed; ask for a new one.", {
      expiredAt: expiresAt,
    });
  if (digestOf(plan) !== quote.digest)
    throw new DomainError("QUOTE_CHANGED", "The change no longer costs what the quote says. Nothing was changed; look at the new quote.", {
      quote: sealChangeQuote(ctx, { userId, offer, wish, plan }),
    });
  if (plan.refusal) throw plan.refusal;
  return plan;
}
