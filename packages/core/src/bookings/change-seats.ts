import { changeSeats as moveTo, hasSqlState, lockBooking, readClock } from "@skyhold/db";
import type { Prisma, SeatOfFlight, SeatsToHold } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import { BookingId, FlightId } from "../ids.ts";
import { SeatNumber } from "../seats/seat-number.ts";
import { availableActions, stateAt } from "./booking-state.ts";
import type { Booking } from "./booking.ts";
import { findAlternatives } from "./choose-seats.ts";
import type { Trip } from "./choose-seats.ts";
import { checkSeats, mayUseExitRow } from "./compose-hold.ts";
import type { SeatChoice } from "./compose-hold.ts";
import { getBooking } from "./get-booking.ts";
import { situationOf } from "./read-booking.ts";
import { seatRefusal, seatTaken } from "./seat-refusal.ts";
import { assistanceOf } from "./service-requests.ts";

/** Where everyone is to sit: all seats of the booking, also those that stay. */
export const ChangeSeatsInput = z.strictObject({
  bookingId: BookingId,
  seats: z
    .array(z.array(SeatNumber).max(9))
    .max(6)
    .describe("For each segment, one seat for each passenger but the infants, in their order"),
});
export type ChangeSeatsInput = z.infer<typeof ChangeSeatsInput>;

/** Moves the party to other seats of its cabin, before or after payment: all of them, or none. An old seat is free only once the new one is theirs. */
export async function changeSeats(ctx: Context<User>, input: ChangeSeatsInput): Promise<Booking> {
  const attempt = () => transaction(ctx, (tx) => move(tx, input, ctx.actor.userId));
  // Someone came between the look and the claim. Asked again, the function sees them and names the seats.
  const taken = await attempt().catch((error: unknown) => (hasSqlState(error, "SK001") ? attempt() : Promise.reject(error)));
  // Looked for only now that no lock is held any more.
  if (taken) throw seatTaken(taken.seats, await findAlternatives(ctx, { ...taken.trip, seats: input.seats }));
  return getBooking(ctx, input);
}

const parts = {
  passengers: { orderBy: { position: "asc" }, include: { requests: true } },
  segments: { orderBy: { position: "asc" } },
  claims: { where: { releasedAt: null } },
  payments: true,
} satisfies Prisma.BookingInclude;

type StoredBooking = Prisma.BookingGetPayload<{ include: typeof parts }>;

/** Seats that someone else has, and for whom others are to be found. Nothing was written. */
interface Taken {
  readonly seats: readonly SeatOfFlight[];
  readonly trip: Trip & { readonly own: SeatChoice };
}

async function move(tx: TransactionContext, { bookingId, seats }: ChangeSeatsInput, ownerId: string): Promise<Taken | null> {
  if (!(await lockBooking(tx, bookingId, ownerId))) throw notFound("booking");
  const booking = await tx.prisma.booking.findUniqueOrThrow({ where: { id: bookingId }, include: parts });
  const situation = { ...situationOf(booking), now: await readClock(tx) };
  const actions = availableActions(situation);
  if (!actions.includes("changeSeats")) {
    const state = stateAt(situation);
    throw new DomainError("BOOKING_STATE", `The seats of a booking that is ${state} stay as they are`, {
      state,
      availableActions: actions,
    });
  }
  checkSeats(partyOf(booking), booking.segments.length, seats);
  const moves = movesOf(booking, seats);
  if (moves.length === 0) return null;
  const answer = await moveTo(tx, bookingId, moves);
  if (answer.outcome === "refused") throw seatRefusal(answer.problems);
  return answer.outcome === "taken" ? { seats: answer.seats, trip: tripOf(booking) } : null;
}

function tripOf(booking: StoredBooking): Taken["trip"] {
  return {
    party: partyOf(booking),
    segments: booking.segments.map(({ flightId, cabin }) => ({ flightId: FlightId.parse(flightId), cabin })),
    assistance: booking.passengers.map(({ requests }) => assistanceOf(codesOf(requests))),
    own: booking.segments.map(({ id }) => booking.claims.filter(({ segmentId }) => segmentId === id).map(({ seatNo }) => seatNo)),
  };
}

const codesOf = (requests: readonly { readonly code: string }[]) => requests.map(({ code }) => code);

function partyOf({ passengers }: StoredBooking) {
  const count = (type: string) => passengers.filter((passenger) => passenger.type === type).length;
  return { adults: count("ADT"), children: count("CHD"), infants: count("INF") };
}

/** Only those who change: a seat that stays is not asked for again. */
function movesOf(booking: StoredBooking, seats: SeatChoice): SeatsToHold["seats"] {
  const { infants } = partyOf(booking);
  return booking.segments.flatMap((segment, index) =>
    (seats[index] ?? []).flatMap((seat, position) => {
      const passenger = booking.passengers[position];
      const stays = booking.claims.some(
        (claim) => claim.segmentId === segment.id && claim.passengerId === passenger?.id && claim.seatNo === seat,
      );
      if (!passenger || stays) return [];
      const place = { segment_id: segment.id, passenger_id: passenger.id, flight_id: segment.flightId, cabin: segment.cabin };
      return [
        { ...place, seat_no: seat, exit_row_allowed: mayUseExitRow({ ...passenger, requests: codesOf(passenger.requests) }, infants) },
      ];
    }),
  );
}
