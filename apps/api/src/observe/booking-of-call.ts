import type { FastifyRequest } from "fastify";
import { z } from "zod";

const bookings = new WeakMap<FastifyRequest, string>();

/** Ids of ours only: what else a caller sends as one does not get into the log. */
const BookingId = z.string().regex(/^bkg_[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u);
const About = z.union([
  z.looseObject({ bookingId: BookingId }).transform(({ bookingId }) => bookingId),
  z.looseObject({ id: BookingId }).transform(({ id }) => id),
]);

/** The booking that an input or an answer is about; null where it is about none. */
export function bookingOf(value: unknown): string | null {
  return About.safeParse(value).data ?? null;
}

/** Keeps with the request which booking it is about, for its line in the log. */
export function noteBooking(request: FastifyRequest, bookingId: string): void {
  bookings.set(request, bookingId);
}

/** The booking that a request is about, as far as it is known. */
export function bookingOfCall(request: FastifyRequest): string | undefined {
  return bookings.get(request);
}
