import { DomainError } from "@skyhold/core";
import type { FastifyRequest } from "fastify";

// The prefix makes browsers insist on Secure, this host alone, and every path.
const name = "__Host-skyhold";

/** The session token that a browser keeps for its user, where no script can read it; null without one. */
export function cookieToken({ headers }: Pick<FastifyRequest, "headers">): string | null {
  const pairs = (headers.cookie ?? "").split(";").map((pair) => pair.trim().split("="));
  return pairs.find(([key]) => key === name)?.[1] ?? null;
}

/** The header that lets a browser keep the token for so many seconds; without a token, forget it. */
export function sessionCookie(token: string | null, seconds: number): string {
  const value = token === null ? `${name}=; Max-Age=0` : `${name}=${token}; Max-Age=${seconds}`;
  return `${value}; Path=/; HttpOnly; Secure; SameSite=Lax`;
}

/**
 * The refusal of a change that a page of someone else's may have sent: a browser adds the cookie to whatever request it is made to send, and
 * says in Origin and Sec-Fetch-Site whose page it was. Allowed is our own origin, and those of the configuration on the same site. Null when there
 * is nothing to refuse.
 */
export function foreignPage(request: FastifyRequest, origins: readonly string[]): DomainError | null {
  if (request.method === "GET" || request.method === "HEAD") return null;
  const { origin, "sec-fetch-site": site, "content-type": type } = request.headers;
  const own = origin === `${request.protocol}://${request.host}`;
  const known = own || (origin !== undefined && origins.includes(origin));
  const near = site === undefined || site === "same-origin" || site === "same-site";
  // A form of any page can send the other types unasked.
  const json = type?.split(";")[0]?.trim().toLowerCase() === "application/json";
  if (known && near && json) return null;
  return new DomainError("ORIGIN_REFUSED", "With a cookie, a change has to come as JSON from a page that may call the API", null);
}
