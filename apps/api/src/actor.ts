import type { Sessions, User } from "@skyhold/core";
import type { FastifyRequest } from "fastify";

import { cookieToken } from "./cookie-session.ts";

/** Who makes a request, and how it says so. */
export interface Caller {
  /** Null without a token, or with one that is no longer good. */
  readonly actor: User | null;
  readonly by: "bearer" | "cookie" | "nothing";
}

/** Who makes the request, from its bearer token, or else from its cookie. */
export async function findCaller(request: FastifyRequest, sessions: Sessions): Promise<Caller> {
  const { authorization } = request.headers;
  const cookie = cookieToken(request);
  if (authorization === undefined && cookie === null) return { actor: null, by: "nothing" };
  const [scheme, bearer] = (authorization ?? `Bearer ${cookie}`).split(" ");
  const by = authorization === undefined ? "cookie" : "bearer";
  if (scheme?.toLowerCase() !== "bearer" || !bearer || bearer.length > 200) return { actor: null, by };
  return { actor: await sessions.findUser(bearer), by };
}
