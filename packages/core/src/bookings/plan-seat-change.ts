import { lookAtSeatChange, readClock } from "@skyhold/db";
import type { LineToWrite, Prisma, SeatToTake, Transaction } from "@skyhold/db";

import type { Context } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import { FlightId } from "../ids.ts";
import { formatMoney } from "../money.ts";
import { availableActions, stateAt } from "./booking-state.ts";
import type { BookingSituation } from "./booking-state.ts";
import type { Trip } from "./choose-seats.ts";
import { checkSeats, mayUseExitRow } from "./compose-hold.ts";
import type { SeatChoice } from "./compose-hold.ts";
import { ageOn } from "./passenger-age.ts";
import { situationOf } from "./read-booking.ts";
import { refundablePayments } from "../refunds/refundable-payments.ts";
import { moveRefusal } from "./seat-refusal.ts";
import { assistanceOf } from "./service-requests.ts";

const parts = {
  passengers: { orderBy: { position: "asc" }, include: { requests: true } },
  segments: { orderBy: { position: "asc" } },
  claims: { where: { releasedAt: null } },
  cancellations: { include: { items: true } },
  priceLines: { orderBy: { position: "asc" } },
  payments: { include: { refunds: true, disputes: true } },
} satisfies Prisma.BookingInclude;

type StoredBooking = Prisma.BookingGetPayload<{ include: typeof parts }>;

/** A passenger who moves, with what their seat on the segment costs before and after; amounts in minor units. */
export interface SeatMove {
  readonly segmentId: string;
  readonly passengerId: string;
  readonly from: string | null;
  readonly to: string;
  /** The lines that the old seat is paid by, and their sum. */
  readonly oldLines: StoredBooking["priceLines"];
  readonly oldAmount: number;
  /** Null when the new seat is free of charge. */
  readonly newLine: LineToWrite | null;
  readonly newAmount: number;
}

/** A change of seats as it would be at the moment at which it was looked at. */
export interface SeatChangePlan {
  readonly booking: StoredBooking;
  /** Why it cannot be done now; null when it can. */
  readonly refusal: DomainError | null;
  /** Only those who change: a seat that stays is not asked for again. */
  readonly moves: readonly SeatToTake[];
  /** The same passengers, with what it costs them. */
  readonly prices: readonly SeatMove[];
  /** The change of the booking's total. */
  readonly difference: number;
}

/** `waived`: by decision of staff, nobody pays more than for the seat that they had. */
export type SeatTerms = "list" | "waived";

/** Where everyone of a booking is to sit. */
export interface SeatWish {
  readonly bookingId: string;
  readonly seats: SeatChoice;
  readonly ownerId: string;
  /** The payment that is to pay for the change: it does not stand in its own way. */
  readonly paymentId?: string;
  /** `list` when left out. */
  readonly terms?: SeatTerms;
}

/** Looks at a booking's wish for other seats, and writes nothing. Refuses what is not a choice of seats for this party. */
export async function planSeatChange(db: Transaction & Pick<Context, "newId">, wish: SeatWish): Promise<SeatChangePlan> {
  const booking = await db.prisma.booking.findFirst({ where: { id: wish.bookingId, userId: wish.ownerId }, include: parts });
  if (!booking) throw notFound("booking");
  const { paymentId = null, terms = "list" } = wish;
  const payments = booking.payments.filter(({ id }) => id !== paymentId);
  const situation = { ...situationOf({ ...booking, payments }), now: await readClock(db) };
  const moves = movesOf(booking, wish.seats, { newId: db.newId, days: await departureDays(db, booking) });
  const stateRefusal = refusalByState(situation);
  if (!stateRefusal)
    checkSeats(
      booking.segments.map(({ id }) => seatedOn(booking, id).length),
      wish.seats,
    );
  const look =
    moves.length > 0 ? await lookAtSeatChange(db, { seats: moves, paymentId }, nextPosition(booking)) : { refusal: null, lines: [] };
  const prices = moves.map((move) => atTerms(terms, priceOf(booking, move, look.lines)));
  const difference = prices.reduce((sum, { newAmount, oldAmount }) => sum + newAmount - oldAmount, 0);
  const seatRefusal = look.refusal && moveRefusal(look.refusal);
  const refusal = stateRefusal ?? seatRefusal ?? surchargeDue(booking, difference) ?? nothingLeft(booking, difference);
  return { booking, refusal, moves, prices, difference };
}

function refusalByState(situation: BookingSituation): DomainError | null {
  const actions = availableActions(situation);
  if (actions.includes("changeSeats")) return null;
  const state = stateAt(situation);
  if (situation.paymentUnderWay && (state === "held" || state === "awaiting_payment" || state === "confirmed"))
    return new DomainError("PAYMENT_PENDING", "A payment for this booking is under way; its outcome will come within moments", null);
  return new DomainError("BOOKING_STATE", `The seats of a booking that is ${state} stay as they are`, {
    state,
    availableActions: actions,
  });
}

function surchargeDue(booking: StoredBooking, amount: number): DomainError | null {
  if (booking.state !== "confirmed" || amount <= 0) return null;
  const difference = { amount, currency: booking.currency };
  return new DomainError("SEAT_SURCHARGE_DUE", `These seats cost ${formatMoney(difference)} more: pay it with \`payments.start\``, {
    difference,
  });
}

/** Whoever has had the money back in another way, out of goodwill or from the bank, is owed nothing for a cheaper seat. */
function nothingLeft(booking: StoredBooking, difference: number): DomainError | null {
  if (booking.state !== "confirmed" || difference >= 0) return null;
  const left = refundablePayments(booking.id, booking.payments).reduce((sum, { remaining }) => sum + remaining, 0);
  if (left + difference >= 0) return null;
  const because =
    "These seats cost less, and what was paid for yours has been given back already. Nothing was changed; take seats of the same price.";
  return new DomainError("BOOKING_STATE", because, { state: "confirmed", availableActions: ["eTicket", "cancel"] });
}

/** Who flies where and sits where, for whom other seats are to be found. Null when the booking is not the owner's. */
export async function findTrip(db: Transaction, bookingId: string, ownerId: string): Promise<(Trip & { own: SeatChoice }) | null> {
  const booking = await db.prisma.booking.findFirst({ where: { id: bookingId, userId: ownerId }, include: parts });
  return (
    booking && {
      party: partyOf({ passengers: booking.passengers.filter((passenger) => !hasCancelled(booking, passenger.id)) }),
      segments: booking.segments.map(({ flightId, cabin }) => ({ flightId: FlightId.parse(flightId), cabin })),
      assistance: booking.passengers.map((passenger) => assistanceOf(codesOf(passenger))),
      own: booking.segments.map(({ id }) => booking.claims.filter(({ segmentId }) => segmentId === id).map(({ seatNo }) => seatNo)),
    }
  );
}

function codesOf({ requests }: StoredBooking["passengers"][number]): string[] {
  return requests.map(({ code }) => code);
}

function hasCancelled({ segments, cancellations }: StoredBooking, passengerId: string): boolean {
  const items = cancellations.flatMap((cancellation) => cancellation.items.filter((item) => item.passengerId === passengerId));
  return items.length === segments.length;
}

function partyOf({ passengers }: Pick<StoredBooking, "passengers">) {
  const count = (type: string) => passengers.filter((passenger) => passenger.type === type).length;
  return { adults: count("ADT"), children: count("CHD"), infants: count("INF") };
}

/** The local day on which each flight departs. */
async function departureDays(db: Transaction, { segments }: StoredBooking): Promise<ReadonlyMap<string, Date>> {
  const ids = segments.map(({ flightId }) => flightId);
  const flights = await db.prisma.flight.findMany({ where: { id: { in: ids } }, select: { id: true, departureDate: true } });
  return new Map(flights.map(({ id, departureDate }) => [id, departureDate]));
}

/** Null as long as nobody has told it. */
function ageOf({ birthDate }: StoredBooking["passengers"][number], day: Date | undefined): number | null {
  return birthDate && day ? ageOn(birthDate.toISOString().slice(0, 10), day) : null;
}

function movesOf(
  booking: StoredBooking,
  seats: SeatChoice,
  { newId, days }: { newId: Context["newId"]; days: ReadonlyMap<string, Date> },
): SeatToTake[] {
  const { infants } = partyOf(booking);
  return booking.segments.flatMap(({ id, flightId, cabin, fareBrandCode }, index) =>
    (seats[index] ?? []).flatMap((seat, position) => {
      const passenger = seatedOn(booking, id)[position];
      if (!passenger || seatOf(booking, id, passenger.id) === seat) return [];
      const whose = { line_id: newId("lin"), segment_id: id, passenger_id: passenger.id, passenger_type: passenger.type };
      const where = { flight_id: flightId, fare_brand_code: fareBrandCode, cabin, seat_no: seat };
      const known = { requests: codesOf(passenger), age: ageOf(passenger, days.get(flightId)) };
      return [{ ...whose, ...where, exit_row_allowed: mayUseExitRow({ ...passenger, ...known }, infants) }];
    }),
  );
}

/** Who needs a seat on a segment: everyone who still travels on it but the infants. */
function seatedOn({ passengers, cancellations }: StoredBooking, segmentId: string): StoredBooking["passengers"] {
  const cancelled = new Set(
    cancellations.flatMap(({ items }) => items.flatMap((item) => (item.segmentId === segmentId ? [item.passengerId] : []))),
  );
  return passengers.filter(({ id, type }) => type !== "INF" && !cancelled.has(id));
}

function seatOf({ claims }: StoredBooking, segmentId: string, passengerId: string): string | null {
  return claims.find((claim) => claim.segmentId === segmentId && claim.passengerId === passengerId)?.seatNo ?? null;
}

function nextPosition({ priceLines }: StoredBooking): number {
  return (priceLines.at(-1)?.position ?? -1) + 1;
}

/** A waived price is the old one: who sat free of charge goes on doing so. */
function atTerms(terms: SeatTerms, move: SeatMove): SeatMove {
  const { oldAmount, newAmount, newLine } = move;
  if (terms === "list" || newAmount <= oldAmount) return move;
  return { ...move, newAmount: oldAmount, newLine: newLine && oldAmount > 0 ? { ...newLine, amount: oldAmount } : null };
}

function priceOf(booking: StoredBooking, { segment_id, passenger_id, seat_no }: SeatToTake, lines: readonly LineToWrite[]): SeatMove {
  const oldLines = booking.priceLines.filter(
    (line) => line.kind === "seat" && line.segmentId === segment_id && line.passengerId === passenger_id,
  );
  const newLine = lines.find((line) => line.segment_id === segment_id && line.passenger_id === passenger_id) ?? null;
  return {
    segmentId: segment_id,
    passengerId: passenger_id,
    from: seatOf(booking, segment_id, passenger_id),
    to: seat_no,
    oldLines,
    oldAmount: oldLines.reduce((sum, line) => sum + Number(line.amountMinor), 0),
    newLine,
    newAmount: newLine?.amount ?? 0,
  };
}
