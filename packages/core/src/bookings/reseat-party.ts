import { reseat } from "@skyhold/db";
import type { Prisma, SeatsToReseat } from "@skyhold/db";

import type { TransactionContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { Party } from "../fares/party.ts";
import { isBeside, planCabin } from "../seats/cabin-plan.ts";
import type { PlannedSeat } from "../seats/cabin-plan.ts";
import { nearestSeats } from "../seats/nearest-seats.ts";
import { assistanceOf } from "./service-requests.ts";
import type { Assistance } from "./service-requests.ts";

/** More rivals for the same seats in the same moment than one flight has ever seen. */
const tries = 12;

const parts = {
  passengers: { where: { type: { not: "INF" } }, orderBy: { position: "asc" }, include: { requests: true } },
  segments: { orderBy: { position: "asc" } },
  claims: { orderBy: { id: "desc" } },
  _count: { select: { passengers: { where: { type: "INF" } } } },
} satisfies Prisma.BookingInclude;

type StoredBooking = Prisma.BookingGetPayload<{ include: typeof parts }>;

/**
 * Seats a party whose payment came after its seats had gone: in the same cabin, as near as can be, and those who sat side by
 * side do so again. False when there are no such seats. The price stays as it was paid. The caller holds the booking's row lock.
 */
export async function reseatParty(tx: TransactionContext, bookingId: string): Promise<boolean> {
  const booking = await tx.prisma.booking.findUniqueOrThrow({ where: { id: bookingId }, include: parts });
  const busy = new Set<string>();
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const seats = await chooseSeats(tx, booking, busy);
    if (seats === null) break;
    const answer = await reseat(tx, bookingId, seats);
    if (answer.outcome === "seated") return true;
    for (const { flightId, seat } of answer.seats) busy.add(keyOf(flightId, seat));
  }
  // Some of those who were in the way may yet let go: the news comes again, and then it is known.
  if (busy.size > 0) throw overloaded();
  return false;
}

function overloaded(): DomainError {
  return new DomainError("OVERLOADED", "Others are taking the seats of this flight at this moment", { retryAfterSeconds: 1 });
}

function keyOf(flightId: string, seat: string): string {
  return `${flightId} ${seat}`;
}

async function chooseSeats(tx: TransactionContext, booking: StoredBooking, busy: ReadonlySet<string>): Promise<SeatsToReseat | null> {
  const chosen: SeatsToReseat[number][] = [];
  for (const { id: segmentId, flightId, cabin } of booking.segments) {
    const wanted = booking.passengers.map((passenger) => lastSeat(booking, segmentId, passenger.id));
    const map = await tx.seatMaps.read(tx, flightId, { userId: null, brand: null });
    const seats = map?.seats.map((seat) => (busy.has(keyOf(flightId, seat.seat)) ? { ...seat, state: "held" as const } : seat)) ?? [];
    const found = nearestSeats({ seats, wanted, party: partyOf(booking), assistance: assistanceIn(booking) });
    if (!found || !staysTogether(seats, wanted, found)) return null;
    for (const [at, passenger] of booking.passengers.entries())
      chosen.push({ segment_id: segmentId, passenger_id: passenger.id, flight_id: flightId, seat_no: found[at] ?? "", cabin });
  }
  return chosen;
}

function lastSeat({ claims }: StoredBooking, segmentId: string, passengerId: string): string {
  return claims.find((claim) => claim.segmentId === segmentId && claim.passengerId === passengerId)?.seatNo ?? "";
}

function partyOf({ passengers, _count }: StoredBooking): Party {
  const adults = passengers.filter(({ type }) => type === "ADT").length;
  return { adults, children: passengers.length - adults, infants: _count.passengers };
}

function assistanceIn({ passengers }: StoredBooking): Assistance[] {
  return passengers.map(({ requests }) => assistanceOf(requests.map(({ code }) => code)));
}

/** Whether each two who had seats side by side have them again. */
function staysTogether(seats: readonly PlannedSeat[], before: readonly string[], after: readonly string[]): boolean {
  const cabin = seats.find((seat) => seat.seat === before[0])?.cabin ?? "economy";
  const places = new Map(
    planCabin({ seats, cabin })
      .flat()
      .map((place) => [place.seat.seat, place]),
  );
  const areBeside = (choice: readonly string[], a: number, b: number) => {
    const [one, other] = [places.get(choice[a] ?? ""), places.get(choice[b] ?? "")];
    return one !== undefined && other !== undefined && isBeside(one, other);
  };
  return before.every((_, a) => before.every((_seat, b) => !areBeside(before, a, b) || areBeside(after, a, b)));
}
