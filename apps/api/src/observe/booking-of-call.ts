import type { FastifyInstance } from "fastify";

declare module "fastify" {
  interface FastifyRequest {
    /** The booking that the call is about, as far as it is known. */
    bookingId: string | null;
    /** The code for which the procedure refused the call. */
    refusedFor: string | null;
  }
}

/** Keeps with each request what it is about. Not in a WeakMap: what is a key of one is not collected young, and all that it holds with it. */
export function noteWhatCallsAreAbout(server: FastifyInstance): void {
  server.decorateRequest("bookingId", null);
  server.decorateRequest("refusedFor", null);
}

/** Ids of ours only: what else a caller sends as one does not get into the log. */
const ours = /^bkg_[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u;

/** The booking that an input or an answer is about; null where it is about none. */
export function bookingOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  const { bookingId, id }: { readonly bookingId?: unknown; readonly id?: unknown } = value;
  return [bookingId, id].find((named): named is string => typeof named === "string" && ours.test(named)) ?? null;
}
