import { DomainError, enterWithIdentity, isDomainError } from "@skyhold/core";
import type { Context, User } from "@skyhold/core";
import type { FastifyRequest } from "fastify";

import { cookieToken } from "./cookie-session.ts";

/** Who makes a request, and how it says so. */
export interface Caller {
  /** Null without a token, or with one that is no longer good. */
  readonly actor: User | null;
  readonly by: "bearer" | "cookie" | "nothing";
  /** Why the token was not taken; null when it was, or none came. */
  readonly refusal: DomainError | null;
}

/** Who makes the request, from its bearer token, which is a session's or another issuer's, or else from its cookie. */
export async function findCaller(request: FastifyRequest, app: Context): Promise<Caller> {
  const { authorization } = request.headers;
  const cookie = cookieToken(request);
  if (authorization === undefined && cookie === null) return { actor: null, by: "nothing", refusal: null };
  const [scheme, bearer = ""] = (authorization ?? `Bearer ${cookie}`).split(" ");
  const by = authorization === undefined ? "cookie" : "bearer";
  if (scheme?.toLowerCase() !== "bearer") return { actor: null, by, refusal: noSession };
  try {
    // A cookie is ours: no page may put another issuer's token there.
    const foreign = by === "bearer" && app.identities.recognises(bearer);
    return { actor: foreign ? await enterWithIdentity(app, bearer) : await findSession(app, bearer), by, refusal: null };
  } catch (error) {
    if (isDomainError(error, "UNAUTHENTICATED")) return { actor: null, by, refusal: error };
    throw error;
  }
}

const noSession = new DomainError("UNAUTHENTICATED", "Log in first: the call carries no valid session", null);

async function findSession({ sessions }: Context, token: string): Promise<User> {
  const user = token !== "" && token.length <= 200 ? await sessions.findUser(token) : null;
  if (!user) throw noSession;
  return user;
}
