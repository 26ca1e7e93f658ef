import type { TransactionContext } from "../context.ts";
import type { PassengerType } from "../fares/party.ts";
import { refuseExitRows } from "./refuse-exit-rows.ts";
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
  await refuseExitRows(
    tx,
    bookingId,
    assisted.map(({ id, position }) => ({ id, position, reason: () => "needs assistance" })),
  );
  await tx.prisma.specialServiceRequest.deleteMany({ where: { passengerId: { in: changed.map(({ id }) => id) } } });
  await tx.prisma.specialServiceRequest.createMany({
    data: changed.flatMap(({ id, codes }) =>
      segments.flatMap((segment) => codes.map((code) => ({ passengerId: id, segmentId: segment.id, code }))),
    ),
  });
}
