import { readClock } from "@skyhold/db";

import { quoteChange } from "../../bookings/quote-change.ts";
import type { Context, User } from "../../context.ts";
import type { FlightId } from "../../ids.ts";
import { sealOffer } from "../../search/offer.ts";
import { instantOf } from "../../time.ts";
import type { Life } from "./life.ts";
import { brandOf } from "./world.ts";

/** For so many cents, on that seat, or on one that costs nothing. */
interface Wish {
  readonly price: number;
  readonly seat?: string | undefined;
}

/** Quotes the flight that the booking is not on. */
export async function quoteOther(ctx: Context<User>, life: Life, { price, seat }: Wish): Promise<void> {
  const { bookingId } = life;
  const { segments } = await ctx.db.prisma.booking.findUniqueOrThrow({
    where: { id: bookingId },
    include: { segments: { orderBy: { position: "asc" } } },
  });
  life.change = await quoteChange(ctx, {
    bookingId,
    segments: [segments.length - 1],
    offer: await offerOf(ctx, life, { price, flightId: segments.at(-1)?.flightId === life.flightId ? life.otherFlightId : life.flightId }),
    ...(seat && { seats: [[seat]] }),
  });
}

interface OtherFlight {
  readonly flightId: FlightId;
  readonly price: number;
}

async function offerOf(ctx: Context<User>, life: Life, { flightId, price }: OtherFlight): Promise<string> {
  const { db } = life.core.app;
  const { departsAt, aircraftTypeCode } = await db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const amount = { amount: price, currency: "EUR" };
  const expires = (await readClock(db)).getTime() + 1_200_000;
  return sealOffer(ctx, {
    expiresAt: instantOf(expires).toISOString(),
    party: { adults: 1, children: 0, infants: 0 },
    segments: [{ flightId, cabin: "economy", brand: brandOf(life.seed), departsAt: departsAt.getTime(), aircraft: aircraftTypeCode }],
    lines: [{ kind: "fare", code: "FARE", label: "Fare", segment: 0, passenger: 0, amount }],
  });
}
