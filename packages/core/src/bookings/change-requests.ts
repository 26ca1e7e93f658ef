import type { TransactionContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { PassengerType } from "../fares/party.ts";
import { assistanceOf, checkRequests } from "./service-requests.ts";
import type { ServiceRequest } from "./service-requests.ts";

interface Booked {
  readonly id: string;
  readonly passengers: readonly { readonly id: string; readonly type: PassengerType }[];
  readonly segments: readonly { readonly id: string }[];
}

/**
 * Writes what each passenger asks for, on all flights; undefined leaves it as it is. Someone who needs assistance and sits in an exit row
 * changes seats first. The caller holds the booking's row, so that nobody moves meanwhile.
 */
export async function changeRequests(
  tx: TransactionContext,
  { id: bookingId, passengers, segments }: Booked,
  requests: readonly (readonly ServiceRequest[] | undefined)[],
): Promise<void> {
  const changed = passengers.flatMap(({ id }, position) => {
    const codes = requests[position];
    return codes ? [{ id, position, codes }] : [];
  });
  if (changed.length === 0) return;
  const count = (type: PassengerType) => passengers.filter((passenger) => passenger.type === type).length;
  checkRequests(
    { adults: count("ADT"), children: count("CHD"), infants: count("INF") },
    passengers.map((_, position) => requests[position] ?? []),
  );
  const assisted = changed.filter(({ codes }) => assistanceOf(codes) !== null);
  if (assisted.length > 0) await refuseExitRows(tx, bookingId, assisted);
  await tx.prisma.specialServiceRequest.deleteMany({ where: { passengerId: { in: changed.map(({ id }) => id) } } });
  await tx.prisma.specialServiceRequest.createMany({
    data: changed.flatMap(({ id, codes }) =>
      segments.flatMap((segment) => codes.map((code) => ({ passengerId: id, segmentId: segment.id, code }))),
    ),
  });
}

async function refuseExitRows(
  tx: TransactionContext,
  bookingId: string,
  assisted: readonly { readonly id: string; readonly position: number }[],
): Promise<void> {
  const claims = await tx.prisma.seatClaim.findMany({
    where: { bookingId, releasedAt: null, passengerId: { in: assisted.map(({ id }) => id) } },
    orderBy: [{ flightId: "asc" }, { seatNo: "asc" }],
  });
  const exits = await tx.prisma.flight.findMany({
    where: { id: { in: claims.map(({ flightId }) => flightId) } },
    select: { id: true, seatMap: { select: { seats: { where: { exitRow: true }, select: { seatNo: true } } } } },
  });
  const isExit = (flightId: string, seat: string) =>
    exits.some(({ id, seatMap }) => id === flightId && seatMap.seats.some(({ seatNo }) => seatNo === seat));
  const inExit = claims.find(({ flightId, seatNo }) => isExit(flightId, seatNo));
  if (!inExit) return;
  const { flightId, seatNo: seat, passengerId } = inExit;
  const position = assisted.find(({ id }) => id === passengerId)?.position ?? 0;
  throw new DomainError(
    "SEAT_NOT_ALLOWED",
    `passengers[${position}] needs assistance and has seat ${seat} in an exit row (14 CFR 121.585). Change the seat first, then set the request.`,
    { flightId, seat, why: "exit_row" },
  );
}
