import { encodeBase64 } from "@oslojs/encoding";
import { z } from "zod";

import { getBooking } from "../bookings/get-booking.ts";
import { SegmentIndex } from "../bookings/segment-index.ts";
import type { Context, User } from "../context.ts";
import { DomainError, invalidInput } from "../errors.ts";
import { BookingId } from "../ids.ts";
import { Document } from "../tickets/document.ts";
import { toAztec, toSvg } from "../tickets/pdf/symbols.ts";
import { toZonedTime, ZonedTime } from "../time.ts";
import { encodePass } from "./boarding-pass-code.ts";
import type { BoardingPassView } from "./boarding-pass.ts";
import { readSegment, seatOf } from "./check-in.ts";
import { renderBoardingPassPdf } from "./render-boarding-pass-pdf.ts";
import { gateWindow } from "./window.ts";

/** Whose boarding pass, for which flight. */
export const GetBoardingPassInput = z.strictObject({
  bookingId: BookingId,
  segment: SegmentIndex.describe("Index of the flight in the booking"),
  passenger: z.int().min(0).max(8).describe("Index in the booking"),
});
export type GetBoardingPassInput = z.infer<typeof GetBoardingPassInput>;

/** A boarding pass, to show on a telephone or to print. */
export const BoardingPass = z.strictObject({
  seat: z.string().nullable().describe("null for an infant on a lap"),
  sequence: z.int(),
  gate: z.string().nullable().describe("null until it is known"),
  boardingAt: ZonedTime.describe("When boarding is expected to begin"),
  gateClosesAt: ZonedTime,
  barcode: z.string().describe("The text of the barcode, IATA Resolution 792"),
  aztecSvg: z.string().describe("The barcode as an image for a screen"),
  document: Document.describe("The pass on paper, a PDF"),
});
export type BoardingPass = z.infer<typeof BoardingPass>;

/** The boarding pass of a passenger who is checked in, as the flight stands at this moment. Kept nowhere. */
export async function getBoardingPass(ctx: Context<User>, input: GetBoardingPassInput): Promise<BoardingPass> {
  const view = await readPass(ctx, input);
  const { seat, sequence, flight, boardingAt, gateClosesAt, barcode, recordLocator } = view;
  return {
    seat,
    sequence,
    gate: flight.gate,
    boardingAt,
    gateClosesAt,
    barcode,
    aztecSvg: toSvg(toAztec(barcode)),
    document: {
      fileName: `boarding-pass-${recordLocator}-${flight.origin.iata}-${flight.destination.iata}-${sequence}.pdf`,
      contentType: "application/pdf",
      base64: encodeBase64(await renderBoardingPassPdf(view)),
    },
  };
}

async function readPass(ctx: Context<User>, input: GetBoardingPassInput): Promise<BoardingPassView> {
  const { booked, recordLocator, holder, seat } = await readHolder(ctx, input);
  const { flight, cabin } = booked;
  const stored = await ctx.db.prisma.flight.findUniqueOrThrow({ where: { id: flight.id } });
  const gate = gateWindow(stored);
  const { airlineCode, flightNumber, suffix, origin, destination } = stored;
  const date = stored.departureDate.toISOString().slice(0, 10);
  const named = { ...holder, recordLocator, cabin, seat };
  return {
    ...named,
    flight,
    boardingAt: toZonedTime(gate.opensAt, flight.departs.timeZone),
    gateClosesAt: toZonedTime(gate.closesAt, flight.departs.timeZone),
    barcode: encodePass({ ...named, airlineCode, flightNumber, suffix, origin, destination, date }),
  };
}

/** Who the pass is for; refuses who is not checked in, and a flight that needs no pass any more. */
async function readHolder(ctx: Context<User>, { bookingId, segment: position, passenger: index }: GetBoardingPassInput) {
  const booking = await getBooking(ctx, { bookingId });
  const segment = await readSegment(ctx.db, bookingId, position);
  const [booked, passenger] = [booking.segments[position], segment.booking.passengers[index]];
  if (!passenger || !booked) throw invalidInput("passenger", `The booking has ${booking.passengers.length}, counted from 0`);
  const { id, surname, givenName } = passenger;
  const done = segment.checkIns.find(({ passengerId }) => passengerId === id);
  const { id: flightId, status } = booked.flight;
  if (!done || surname === null || givenName === null || booking.passengers[index]?.cancelled[position])
    throw new DomainError("NOT_CHECKED_IN", "This passenger is not checked in for the flight", { flightId });
  if (status === "cancelled" || status === "in_air" || status === "landed")
    throw new DomainError("FLIGHT_STATE", `A flight that is ${status.replace("_", " ")} needs no boarding pass`, { status });
  const { sequence, passCode } = done;
  return { booked, recordLocator: booking.recordLocator, holder: { surname, givenName, sequence, passCode }, seat: seatOf(segment, id) };
}
