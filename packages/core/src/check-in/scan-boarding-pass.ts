import { lockBooking, readClock } from "@skyhold/db";
import type { Prisma } from "@skyhold/db";
import { z } from "zod";

import { writeAuditEntry } from "../audit/write-audit-entry.ts";
import { transaction } from "../context.ts";
import type { Context, Staff, TransactionContext } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import type { ErrorDetails } from "../errors.ts";
import { FlightId } from "../ids.ts";
import { decodePass, passName } from "./boarding-pass-code.ts";
import type { ScannedPass } from "./boarding-pass-code.ts";
import { gateWindow } from "./window.ts";

/** At the gate of which flight, and what the scanner read. */
export const ScanBoardingPassInput = z.strictObject({
  flightId: FlightId,
  barcode: z.string().min(1).max(1000).describe("The text of the barcode, as it was read"),
});
export type ScanBoardingPassInput = z.infer<typeof ScanBoardingPassInput>;

/** Who may go through. */
export const Boarded = z.strictObject({
  passenger: z.string().describe("Given name and surname"),
  seat: z.string().nullable().describe("Where they sit now; null for an infant on a lap"),
  seatOnPass: z.string().nullable().describe("What the pass says: another one where the seat was changed since"),
  sequence: z.int(),
  boardedAt: z.date().describe("When the pass was scanned first"),
  before: z.boolean().describe("Whether that was an earlier scan than this one"),
});
export type Boarded = z.infer<typeof Boarded>;

/** Lets a passenger through the gate by the barcode of the boarding pass. A second scan answers when the first was, and changes nothing. */
export async function scanBoardingPass(ctx: Context<Staff>, { flightId, barcode }: ScanBoardingPassInput): Promise<Boarded> {
  return transaction(ctx, async (tx) => {
    const flight = await tx.prisma.flight.findUnique({ where: { id: flightId } });
    if (!flight) throw notFound("flight");
    const pass = decodePass(barcode);
    if (!pass) throw invalidPass("unreadable", "This is no boarding pass");
    if (!isOf(pass, flight)) throw invalidPass("other_flight", "This boarding pass is for another flight");
    const found = await findHolder(tx, flightId, pass);
    if (found.boardedAt === null) {
      await refuseUnlessOpen(tx, flight);
      await tx.prisma.checkIn.updateMany({ where: { ...keyOf(found), boardedAt: null }, data: { boardedAt: await readClock(tx) } });
      await writeAuditEntry(tx, {
        actor: ctx.actor,
        action: "flights.scan",
        subjectId: flightId,
        reason: null,
        details: { bookingId: found.passenger.bookingId, sequence: pass.sequence },
      });
    }
    const { boardedAt } = await tx.prisma.checkIn.findUniqueOrThrow({ where: { passengerId_segmentId: keyOf(found) } });
    const { passenger, claim } = found;
    return {
      passenger: `${passenger.givenName} ${passenger.surname}`,
      seat: claim?.seatNo ?? null,
      seatOnPass: pass.seat,
      sequence: pass.sequence,
      boardedAt: boardedAt ?? (await readClock(tx)),
      before: found.boardedAt !== null,
    };
  });
}

function isOf(pass: ScannedPass, flight: Prisma.FlightGetPayload<object>): boolean {
  const date = Temporal.PlainDate.from(flight.departureDate.toISOString().slice(0, 10));
  return (
    pass.airlineCode === flight.airlineCode &&
    pass.flightNumber === flight.flightNumber &&
    pass.suffix === flight.suffix &&
    pass.origin === flight.origin &&
    pass.destination === flight.destination &&
    pass.dayOfYear === date.dayOfYear
  );
}

/** The passenger whom the pass was made for, under the lock of the booking; refuses a pass that was not made here, or was made void since. */
async function findHolder(tx: TransactionContext, flightId: string, pass: ScannedPass) {
  const { sequence } = pass;
  const known = await tx.prisma.checkIn.findUnique({ where: { flightId_sequence: { flightId, sequence } }, include: { passenger: true } });
  if (!known) throw invalidPass("unknown", "Nobody is checked in under this number");
  await lockBooking(tx, known.passenger.bookingId, null);
  const found = await tx.prisma.checkIn.findUniqueOrThrow({
    where: { passengerId_segmentId: keyOf(known) },
    include: { passenger: { include: { booking: true } } },
  });
  const { passenger, passCode } = found;
  const name = passName({ surname: passenger.surname ?? "", givenName: passenger.givenName ?? "" });
  if (pass.recordLocator !== passenger.booking.recordLocator)
    throw invalidPass("unknown", "Nobody of this booking is checked in under this number");
  if (pass.passCode !== passCode || pass.name !== name)
    throw invalidPass("altered", "This boarding pass was not made by the airline, or was altered");
  const good = {
    segmentId: found.segmentId,
    ticket: { passengerId: passenger.id },
    status: { in: ["checked_in", "flown"] },
  } satisfies Prisma.CouponWhereInput;
  if ((await tx.prisma.coupon.count({ where: good })) === 0)
    throw new DomainError("NOT_CHECKED_IN", "This passenger no longer travels on the flight", { flightId });
  return { ...found, claim: await tx.prisma.seatClaim.findFirst({ where: { ...keyOf(found), releasedAt: null } }) };
}

function keyOf({ passengerId, segmentId }: { readonly passengerId: string; readonly segmentId: string }) {
  return { passengerId, segmentId };
}

async function refuseUnlessOpen(tx: TransactionContext, flight: Prisma.FlightGetPayload<object>): Promise<void> {
  const [{ opensAt, closesAt }, now] = [gateWindow(flight), await readClock(tx)];
  if (flight.status === "cancelled" || flight.status === "in_air" || flight.status === "landed")
    throw new DomainError("FLIGHT_STATE", `A flight that is ${flight.status.replace("_", " ")} is not boarded`, { status: flight.status });
  if (now >= closesAt) throw new DomainError("BOARDING_CLOSED", "The gate has closed, 10 minutes before departure", { closedAt: closesAt });
  if (now < opensAt && flight.status !== "boarding")
    throw new DomainError("FLIGHT_STATE", "Boarding begins 60 minutes before departure", { status: flight.status });
}

function invalidPass(why: ErrorDetails["BOARDING_PASS_INVALID"]["why"], message: string): DomainError {
  return new DomainError("BOARDING_PASS_INVALID", message, { why });
}
