import { findFlightOnBoard, readClock, readManifest } from "@skyhold/db";
import type { SeatHolderRow } from "@skyhold/db";
import { z } from "zod";

import { ServiceRequest } from "../bookings/service-requests.ts";
import type { Context, Staff } from "../context.ts";
import { notFound } from "../errors.ts";
import { BookingId, FlightId } from "../ids.ts";
import { instantOf } from "../time.ts";
import { FlightOnBoard, toFlightOnBoard } from "./flight-on-board.ts";
import { Cabin } from "./flight.ts";

/** Which flight. */
export const GetManifestInput = z.strictObject({ flightId: FlightId });
export type GetManifestInput = z.infer<typeof GetManifestInput>;

/** A seat that is not free, and who has it. */
const OccupiedSeat = z.strictObject({
  seat: z.string(),
  cabin: Cabin,
  state: z.enum(["held", "sold", "blocked"]),
  heldUntil: z.date().nullable().describe("When an unpaid booking's hold runs out"),
  reason: z.string().nullable().describe("Why a blocked seat is out of sale"),
  passenger: z
    .strictObject({
      bookingId: BookingId,
      recordLocator: z.string(),
      name: z.string().nullable().describe("Null until the booking names its passengers"),
      type: z.enum(["ADT", "CHD", "INF"]),
      brand: z.string(),
      ticketNumber: z.string().nullable(),
      couponStatus: z.enum(["open", "checked_in", "flown", "void", "refunded"]).nullable(),
      requests: z.array(ServiceRequest),
      infants: z.array(z.string()).describe("Who travels on this passenger's lap"),
    })
    .nullable()
    .describe("Null where the seat is blocked"),
});

/** A flight with everyone on it. */
export const Manifest = z.strictObject({ now: z.date(), flight: FlightOnBoard, seats: z.array(OccupiedSeat).describe("From the nose") });
export type Manifest = z.infer<typeof Manifest>;

/** Who sits where on a flight, who holds a seat and until when, and which seats are blocked and why. */
export async function getManifest(ctx: Context<Staff>, { flightId }: GetManifestInput): Promise<Manifest> {
  const flight = await findFlightOnBoard(ctx.db, flightId);
  if (!flight) throw notFound("flight");
  const seats = (await readManifest(ctx.db, flightId)).map(toOccupiedSeat);
  return { now: await readClock(ctx.db), flight: toFlightOnBoard(flight), seats };
}

function toOccupiedSeat({ heldUntil, passenger, ...seat }: SeatHolderRow): z.infer<typeof OccupiedSeat> {
  return {
    ...seat,
    heldUntil: heldUntil === null ? null : instantOf(heldUntil),
    passenger: passenger && {
      ...passenger,
      bookingId: BookingId.parse(passenger.bookingId),
      requests: passenger.requests.map((request) => ServiceRequest.parse(request)),
      infants: [...passenger.infants],
    },
  };
}
