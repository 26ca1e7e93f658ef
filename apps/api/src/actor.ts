import type { Sessions, User } from "@skyhold/core";
import type { FastifyRequest } from "fastify";

/** Who makes the request, from its bearer token; null without one, or with one that is no longer good. */
export async function findActor(request: FastifyRequest, sessions: Sessions): Promise<User | null> {
  const [scheme, token] = (request.headers.authorization ?? "").split(" ");
  if (scheme?.toLowerCase() !== "bearer" || !token || token.length > 200) return null;
  return sessions.findUser(token);
}
