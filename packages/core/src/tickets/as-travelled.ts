import type { ETicket } from "./e-ticket.ts";

/** Whether nobody takes a flight of a ticket any more, by index: everyone was taken off it, or the airline does not fly it. */
export function isGone({ passengers, segments }: ETicket, index: number): boolean {
  return segments[index]?.cancelled === true || passengers.every(({ cancelled }) => cancelled[index] === true);
}

/**
 * A ticket as one travels by it: without the flights that nobody takes any more, as those that were changed for others, which would read as
 * part of the way. One of which nothing is left stays as it was.
 */
export function asTravelled(ticket: ETicket): ETicket {
  const kept = [...ticket.segments.entries()].filter(([index]) => !isGone(ticket, index));
  if (kept.length === 0) return ticket;
  return {
    ...ticket,
    segments: kept.map(([, segment]) => segment),
    passengers: ticket.passengers.map((passenger) => ({
      ...passenger,
      seats: kept.map(([index]) => passenger.seats[index] ?? null),
      cancelled: kept.map(([index]) => passenger.cancelled[index] === true),
    })),
  };
}
