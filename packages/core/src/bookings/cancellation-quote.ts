import { z } from "zod";

import type { Context } from "../context.ts";
import { DomainError, invalidInput } from "../errors.ts";
import { BookingId } from "../ids.ts";
import { instantOf } from "../time.ts";
import { availableActions, stateAt } from "./booking-state.ts";
import type { CancellationQuote } from "./cancellation.ts";
import type { Item, Scope } from "./cancellation-scope.ts";
import { fingerprint } from "./fingerprint.ts";
import { describeItems } from "./price-items.ts";
import type { PricedItems } from "./price-items.ts";
import { situationOf } from "./read-booking.ts";
import type { CancellableBooking } from "./read-cancellable.ts";

/** How long a quote may be confirmed: time to read it. The rules may move against the traveller before; then the confirmation says so. */
const quoteMinutes = 15;

/** What a signed quote carries: what was asked for, and a hash of what was answered. */
const Token = z.strictObject({
  kind: z.literal("cancellation"),
  id: z.string(),
  bookingId: z.string(),
  userId: z.string(),
  expires: z.int(),
  passengers: z.array(z.int()).optional(),
  segments: z.array(z.int()).optional(),
  digest: z.string(),
});

/** A quote that was made here, for this booking and this traveller. */
export interface OpenedQuote {
  readonly id: string;
  readonly expiresAt: Date;
  readonly scope: Scope;
  readonly digest: string;
}

/** Whether two prices say the same of the same lines and seats. The words may differ: time goes on. */
export function digestOf({ items, lines }: PricedItems): string {
  return fingerprint({ items, lines: lines.map(({ id, amount, refunded }) => [id, amount, refunded]) });
}

/** Puts a price into a quote that its traveller can confirm, and nobody else. */
export function sealQuote(
  ctx: Pick<Context, "signer" | "newId">,
  cancellable: CancellableBooking,
  { scope, priced }: { readonly scope: Scope; readonly priced: PricedItems },
): CancellationQuote {
  const { booking, now } = cancellable;
  const expiresAt = instantOf(now.getTime() + quoteMinutes * 60_000);
  const token: z.infer<typeof Token> = {
    kind: "cancellation",
    id: ctx.newId("quo"),
    bookingId: booking.id,
    userId: booking.userId,
    expires: expiresAt.getTime(),
    ...(scope.passengers && { passengers: [...scope.passengers] }),
    ...(scope.segments && { segments: [...scope.segments] }),
    digest: digestOf(priced),
  };
  const quote = ctx.signer.sign(JSON.stringify(token));
  return { quote, bookingId: BookingId.parse(booking.id), expiresAt, ...describeItems(cancellable, priced) };
}

/** The content of a quote; INVALID_INPUT when it was not made here, was altered, or is for another booking or traveller. */
export function openQuote(
  ctx: Pick<Context, "signer">,
  sealed: string,
  owner: { readonly bookingId: string; readonly userId: string },
): OpenedQuote {
  const text = ctx.signer.open(sealed);
  const token = text === null ? null : Token.safeParse(JSON.parse(text));
  if (!token?.success || token.data.bookingId !== owner.bookingId || token.data.userId !== owner.userId)
    throw invalidInput("quote", "Use `quote` of `bookings.quoteCancellation` for this booking as it came");
  const { id, expires, passengers, segments, digest } = token.data;
  return { id, expiresAt: instantOf(expires), scope: { passengers, segments }, digest };
}

/** Refuses a booking of which nothing can be cancelled: it is not confirmed, or nothing of what was asked for is left. */
export function refuseUnlessCancellable({ booking, now }: CancellableBooking, items?: readonly Item[]): void {
  const situation = { ...situationOf(booking), now };
  const [state, actions] = [stateAt(situation), availableActions(situation)];
  if (!actions.includes("cancel"))
    throw new DomainError("BOOKING_STATE", `A booking that is ${state} cannot be cancelled`, { state, availableActions: actions });
  if (items?.length === 0)
    throw new DomainError("BOOKING_STATE", "Nothing of what you name is left to cancel", { state, availableActions: actions });
}
