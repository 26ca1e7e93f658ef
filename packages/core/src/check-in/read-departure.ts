import type { Prisma } from "@skyhold/db";
import { readClock } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { notFound } from "../errors.ts";
import type { GetFlightInput } from "../flights/get-flight.ts";
import { FlightId } from "../ids.ts";
import { gateWindow } from "./window.ts";

/** How boarding stands. */
export const Departure = z.strictObject({
  flightId: FlightId,
  passengers: z.int().describe("All who are to fly, infants on laps included"),
  checkedIn: z.int(),
  boarded: z.int(),
  gateClosesAt: z.date(),
  missing: z
    .array(z.strictObject({ name: z.string(), seat: z.string().nullable(), sequence: z.int(), recordLocator: z.string() }))
    .describe("Checked in and not through the gate: once it has closed, they are no-shows"),
  gateClosed: z.boolean(),
});
export type Departure = z.infer<typeof Departure>;

const toFly = { status: { in: ["open", "checked_in", "flown"] } } satisfies Prisma.CouponWhereInput;

/** Who of a flight is checked in, who has boarded, and who is missing at the gate. */
export async function readDeparture(ctx: Context<Staff>, { flightId }: GetFlightInput): Promise<Departure> {
  const { prisma } = ctx.db;
  const flight = await prisma.flight.findUnique({ where: { id: flightId } });
  if (!flight) throw notFound("flight");
  const passengers = await prisma.coupon.count({ where: { ...toFly, segment: { flightId } } });
  const found = await prisma.checkIn.findMany({
    where: { flightId, segment: { coupons: { some: toFly } } },
    orderBy: { sequence: "asc" },
    include: {
      passenger: { include: { booking: true, tickets: { include: { coupons: true } }, claims: { where: { flightId, releasedAt: null } } } },
    },
  });
  const here = found.filter(({ segmentId, passenger }) =>
    passenger.tickets.some(({ coupons }) =>
      coupons.some((coupon) => coupon.segmentId === segmentId && coupon.status !== "refunded" && coupon.status !== "void"),
    ),
  );
  const { closesAt: gateClosesAt } = gateWindow(flight);
  return {
    flightId,
    passengers,
    checkedIn: here.length,
    boarded: here.filter(({ boardedAt }) => boardedAt !== null).length,
    gateClosesAt,
    gateClosed: gateClosesAt <= (await readClock(ctx.db)),
    missing: here.flatMap(({ boardedAt, sequence, passenger }) =>
      boardedAt === null
        ? [
            {
              name: `${passenger.givenName} ${passenger.surname}`,
              seat: passenger.claims[0]?.seatNo ?? null,
              sequence,
              recordLocator: passenger.booking.recordLocator,
            },
          ]
        : [],
    ),
  };
}
