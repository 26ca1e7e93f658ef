import { DomainError } from "@skyhold/core";
import type { Identities, Identity } from "@skyhold/core";
import { createRemoteJWKSet, decodeJwt, errors, jwtVerify } from "jose";
import type { JWTPayload, JWTVerifyGetKey } from "jose";
import { z } from "zod";

/** An issuer of access tokens: Supabase, or any other by OpenID Connect. */
export interface TokenIssuer {
  /** As its tokens say it, `https://project.supabase.co/auth/v1`. */
  readonly issuer: string;
  /** For whom its tokens have to be, `authenticated`. */
  readonly audience: string;
  /** Where its public keys are, or the secret that it shares with us. */
  readonly key: { readonly jwksUrl: string } | { readonly secret: string };
}

/** A public key verifies nothing that was made with a shared secret, nor the other way round: neither list has the other's algorithms. */
const algorithms = { publicKey: ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"], secret: ["HS256"] };

/** By how many seconds an issuer's clock may differ from ours. */
const clockTolerance = 30;

interface Verifier {
  readonly key: JWTVerifyGetKey;
  readonly audience: string;
  readonly algorithms: string[];
}

/**
 * Reads the tokens of these issuers. Public keys are fetched when first needed, kept for ten minutes, and fetched anew for one
 * that is not among them, twice a minute at most.
 */
export function createIdentities(issuers: readonly TokenIssuer[], onKeysOutOfReach: (error: unknown) => void): Identities {
  const verifiers = new Map(issuers.map((issuer) => [issuer.issuer, verifierOf(issuer)]));
  return {
    recognises: (token) => verifiers.size > 0 && token.length <= 8192 && token.split(".").length === 3,
    verify: async (token) => {
      const verifier = verifiers.get(issuerOf(token));
      if (!verifier) throw refusal("The token is from an issuer that this server does not trust");
      const claims = await claimsOf(token, verifier).catch((error: unknown) => {
        const known = refusalFor(error);
        if (known.code === "OVERLOADED") onKeysOutOfReach(error);
        throw known;
      });
      return toIdentity(claims);
    },
  };
}

function verifierOf({ audience, key }: TokenIssuer): Verifier {
  if ("jwksUrl" in key) return { audience, key: createRemoteJWKSet(new URL(key.jwksUrl)), algorithms: algorithms.publicKey };
  const secret = new TextEncoder().encode(key.secret);
  return { audience, key: () => secret, algorithms: algorithms.secret };
}

/** Whose keys to try. It is only believed once they have verified it. */
function issuerOf(token: string): string {
  try {
    return decodeJwt(token).iss ?? "";
  } catch {
    return "";
  }
}

async function claimsOf(token: string, { key, ...expected }: Verifier): Promise<JWTPayload> {
  const options = { ...expected, issuer: issuerOf(token), clockTolerance, requiredClaims: ["exp", "sub"] };
  return (await jwtVerify(token, key, options)).payload;
}

/** What is no fault of the token: the issuer's server does not answer, or not with keys. */
const issuersOwn = new Set(["ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID", "ERR_JOSE_GENERIC"]);

const claimFaults: Readonly<Record<string, string>> = {
  aud: "The token is for another audience than this server",
  nbf: "The token is not valid yet",
  exp: "The token has no time at which it expires",
  sub: "The token names nobody: it has no subject",
};

function refusalFor(error: unknown): DomainError {
  if (error instanceof errors.JWTExpired) return refusal("The token has expired. Get a new one from its issuer");
  if (error instanceof errors.JWTClaimValidationFailed)
    return refusal(claimFaults[error.claim] ?? `The token's claim ${error.claim} is wrong`);
  if (error instanceof errors.JOSEAlgNotAllowed) return refusal("The token is signed in a way that its issuer does not use");
  if (error instanceof errors.JOSEError && !issuersOwn.has(error.code))
    return refusal("The token was not signed by its issuer, or has been altered");
  return new DomainError("OVERLOADED", "The keys of the token's issuer are out of reach. Nothing was changed; try again in a moment", {
    retryAfterSeconds: 5,
  });
}

function refusal(message: string): DomainError<"UNAUTHENTICATED"> {
  return new DomainError("UNAUTHENTICATED", message, null);
}

const text = z.string().nullable().catch(null).default(null);

/** What is taken from the claims. Roles, and whatever else an issuer or its user has put there, are not. */
const Claims = z.object({
  iss: z.string(),
  sub: z.string(),
  email: text,
  given_name: text,
  family_name: text,
  // Where Supabase keeps what a user, or Google, says of them.
  user_metadata: z.object({ given_name: text, family_name: text }).catch({ given_name: null, family_name: null }).prefault({}),
});

function toIdentity(payload: JWTPayload): Identity {
  const { iss, sub, email, given_name, family_name, user_metadata } = Claims.parse(payload);
  // PostgreSQL's index takes no longer one, and OpenID Connect Core allows 255 characters.
  if (sub === "" || sub.length > 255) throw refusal("The token names nobody: its subject has no or more than 255 characters");
  return {
    issuer: iss,
    subject: sub,
    email,
    givenName: given_name ?? user_metadata.given_name,
    surname: family_name ?? user_metadata.family_name,
  };
}
