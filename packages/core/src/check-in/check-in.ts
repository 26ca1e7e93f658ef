import { lockBooking, readClock, writeCheckIns } from "@skyhold/db";
import type { CheckInToWrite, Prisma } from "@skyhold/db";
import { z } from "zod";

import { SegmentIndex } from "../bookings/segment-index.ts";
import { getBooking } from "../bookings/get-booking.ts";
import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { DomainError, invalidInput, notFound } from "../errors.ts";
import { BookingId, FlightId } from "../ids.ts";
import { NewTravelDocument } from "../profile/profile.ts";
import { checkInWindow } from "./window.ts";

/** Which booking, for which of its flights, and who. */
export const CheckInInput = z.strictObject({
  bookingId: BookingId,
  segment: SegmentIndex.describe("Index of the flight in the booking"),
  passengers: z
    .array(
      z.strictObject({
        passenger: z.int().min(0).max(8).describe("Index in the booking"),
        document: NewTravelDocument.optional().describe("Needed where the flight goes to another country; kept encrypted"),
      }),
    )
    .min(1)
    .max(9),
});
export type CheckInInput = z.infer<typeof CheckInInput>;

/** Who is checked in for a flight of a booking. */
export const CheckedIn = z.strictObject({
  bookingId: BookingId,
  segment: z.int(),
  flightId: FlightId,
  passengers: z.array(
    z.strictObject({
      passenger: z.int(),
      seat: z.string().nullable().describe("null for an infant on a lap"),
      sequence: z.int().describe("The number on the boarding pass, in the order of check-in"),
      checkedInAt: z.date(),
      boardedAt: z.date().nullable().describe("When the pass was scanned at the gate"),
    }),
  ),
});
export type CheckedIn = z.infer<typeof CheckedIn>;

const parts = {
  booking: { include: { passengers: { orderBy: { position: "asc" } } } },
  claims: { where: { releasedAt: null } },
  checkIns: true,
  cancelled: true,
} satisfies Prisma.BookingSegmentInclude;

/** A flight of a booking with all who are to fly on it. */
export type SegmentAtHand = Prisma.BookingSegmentGetPayload<{ include: typeof parts }>;

const places = { originAirport: true, destinationAirport: true } satisfies Prisma.FlightInclude;
type StoredFlight = Prisma.FlightGetPayload<{ include: typeof places }>;

/**
 * Checks passengers in, from 48 hours before the departure of the timetable until 60 minutes before the expected one: all who are
 * named, or none. Who is checked in already stays so, with the same number.
 */
export async function checkIn(ctx: Context<User>, input: CheckInInput): Promise<CheckedIn> {
  const { bookingId, segment: position } = input;
  return transaction(ctx, async (tx) => {
    if (!(await lockBooking(tx, bookingId, ctx.actor.userId))) throw notFound("booking");
    const segment = await readSegment(tx, bookingId, position);
    const flight = await tx.prisma.flight.findUniqueOrThrow({ where: { id: segment.flightId }, include: places });
    await refuseUnlessPaid(ctx, tx, segment);
    await refuseUnlessOpen(tx, flight);
    refuseNamedTwice(input.passengers);
    const wanted = input.passengers.flatMap((asked, at) => toWrite(ctx, { segment, flight }, { ...asked, at }));
    refuseInfantAlone(segment, wanted);
    if (wanted.length > 0) await writeCheckIns(tx, { flightId: flight.id, segmentId: segment.id }, wanted);
    return checkedInOn(await readSegment(tx, bookingId, position), input);
  });
}

/** A flight of a booking by its index; INVALID_INPUT where it has no such. */
export async function readSegment(tx: Pick<TransactionContext, "prisma">, bookingId: string, position: number): Promise<SegmentAtHand> {
  const segment = await tx.prisma.bookingSegment.findUnique({ where: { bookingId_position: { bookingId, position } }, include: parts });
  if (!segment) throw invalidInput("segment", "The booking has no such flight; they are counted from 0");
  return segment;
}

/** Where a passenger sits, by id; null without a seat of their own. */
export function seatOf({ claims }: SegmentAtHand, passengerId: string): string | null {
  return claims.find((claim) => claim.passengerId === passengerId)?.seatNo ?? null;
}

async function refuseUnlessPaid({ actor }: Context<User>, tx: TransactionContext, { booking }: SegmentAtHand): Promise<void> {
  if (booking.state === "confirmed") return;
  const { state, availableActions } = await getBooking({ db: tx, actor }, { bookingId: BookingId.parse(booking.id) });
  throw new DomainError("BOOKING_STATE", "Only who has paid checks in", { state, availableActions });
}

async function refuseUnlessOpen(tx: TransactionContext, flight: StoredFlight): Promise<void> {
  if (!["scheduled", "delayed", "boarding"].includes(flight.status))
    throw new DomainError("FLIGHT_STATE", `A flight that is ${flight.status.replace("_", " ")} takes nobody more`, {
      status: flight.status,
    });
  const [window, now] = [checkInWindow(flight), await readClock(tx)];
  if (now < window.opensAt) throw new DomainError("CHECK_IN_CLOSED", "Check-in opens 48 hours before departure", window);
  if (now >= window.closesAt || flight.status === "boarding")
    throw new DomainError("CHECK_IN_CLOSED", "Check-in has closed: it ends 60 minutes before departure", window);
}

/** Twice in one call they would take two numbers of the flight. */
function refuseNamedTwice(passengers: CheckInInput["passengers"]): void {
  const again = passengers.findIndex(({ passenger }, at) => passengers.findIndex((one) => one.passenger === passenger) < at);
  if (again >= 0) throw invalidInput(`passengers[${again}].passenger`, "This passenger is named twice");
}

/** What is to be written for a passenger; nothing where they are checked in. */
function toWrite(
  ctx: Context,
  { segment, flight }: { readonly segment: SegmentAtHand; readonly flight: StoredFlight },
  { passenger: index, document, at }: CheckInInput["passengers"][number] & { readonly at: number },
): CheckInToWrite[] {
  const field = `passengers[${at}]`;
  const passenger = segment.booking.passengers[index];
  if (!passenger) throw invalidInput(`${field}.passenger`, `The booking has ${segment.booking.passengers.length}, counted from 0`);
  const { id: passengerId, type } = passenger;
  if (segment.cancelled.some((item) => item.passengerId === passengerId))
    throw invalidInput(`${field}.passenger`, "This passenger no longer travels on this flight");
  if (segment.checkIns.some((done) => done.passengerId === passengerId)) return [];
  if (type !== "INF" && seatOf(segment, passengerId) === null)
    throw invalidInput(`${field}.passenger`, "This passenger has no seat on this flight");
  const international = flight.originAirport.countryCode !== flight.destinationAirport.countryCode;
  if (international && !document)
    throw invalidInput(`${field}.document`, "This flight goes to another country: a passport or identity card is needed");
  if (document && document.expiresOn < flight.arrivalDate.toISOString().slice(0, 10))
    throw invalidInput(`${field}.document.expiresOn`, "The document is no longer valid on arrival");
  const place = documentPlace({ passengerId, segmentId: segment.id });
  const documentSealed = document ? ctx.vault.seal(JSON.stringify(document), place) : null;
  return [{ passengerId, documentSealed, passCode: makePassCode(ctx) }];
}

const codeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Where the document of a check-in belongs: it opens nowhere else. */
export function documentPlace({ passengerId, segmentId }: { readonly passengerId: string; readonly segmentId: string }): string {
  return `check_in.document:${passengerId}:${segmentId}`;
}

/** Ten letters of 32, 50 bits: nobody guesses one at a gate. */
function makePassCode({ randomInt }: Context): string {
  return Array.from({ length: 10 }, () => codeLetters.charAt(randomInt(codeLetters.length))).join("");
}

/** The first infant travels on the lap of the first adult, and so on: not before that adult is checked in. */
function refuseInfantAlone({ booking, checkIns }: SegmentAtHand, wanted: readonly CheckInToWrite[]): void {
  const here = new Set([...wanted, ...checkIns].map(({ passengerId }) => passengerId));
  const of = (type: string) => booking.passengers.filter((passenger) => passenger.type === type);
  const alone = of("INF").findIndex(({ id }, at) => here.has(id) && !here.has(of("ADT")[at]?.id ?? ""));
  if (alone >= 0) throw invalidInput("passengers", "An infant is checked in with the adult on whose lap it travels");
}

function checkedInOn(segment: SegmentAtHand, { bookingId, segment: position }: CheckInInput): CheckedIn {
  return {
    bookingId,
    segment: position,
    flightId: FlightId.parse(segment.flightId),
    passengers: segment.booking.passengers.flatMap(({ id }, passenger) => {
      const done = segment.checkIns.find(({ passengerId }) => passengerId === id);
      if (!done || segment.cancelled.some((item) => item.passengerId === id)) return [];
      const { sequence, checkedInAt, boardedAt } = done;
      return [{ passenger, seat: seatOf(segment, id), sequence, checkedInAt, boardedAt }];
    }),
  };
}
