import { z } from "zod";

/** Someone as an issuer's access token names them, whose signature, issuer, audience and times were found right. */
export interface Identity {
  readonly issuer: string;
  /** The issuer's own name for them, which never becomes another person's. */
  readonly subject: string;
  /** What the token says; nobody has proven it here. */
  readonly email: string | null;
  readonly givenName: string | null;
  readonly surname: string | null;
}

/** Reads the access tokens of the issuers that this server trusts. */
export interface Identities {
  /** Whether a bearer token may be one of theirs; what is not goes to the sessions. */
  recognises(token: string): boolean;
  /** Whom the token names. UNAUTHENTICATED with the reason when it is not good here, OVERLOADED while the issuer's keys are out of reach. */
  verify(token: string): Promise<Identity>;
}

/** An issuer's access token, as a client gets it from there. */
export const ForeignToken = z.string().min(1).max(8192).describe("An access token of an issuer that the server trusts");

/** A link between an account and someone at an issuer. */
export const LinkedIdentity = z.strictObject({ issuer: z.string(), subject: z.string(), linkedAt: z.date() });
