import type { ErrorCode } from "@skyhold/core";

import type { Caller, Cast } from "./cast.ts";

/** `ok`, or the code of the refusal. */
export type Outcome = "ok" | ErrorCode;

/** What a procedure is called with, anew for each caller, and what each of them gets. */
export interface AccessRow {
  readonly input?: (cast: Cast, caller: Caller) => unknown;
  readonly gives: Readonly<Record<Caller, Outcome>>;
}

const notSignedIn = { nobody: "UNAUTHENTICATED", disabled: "UNAUTHENTICATED", expired: "UNAUTHENTICATED" } as const;

/** The same for all the world. */
export const everyone = (outcome: Outcome = "ok"): AccessRow["gives"] => ({
  nobody: outcome,
  guest: outcome,
  traveller: outcome,
  otherTraveller: outcome,
  staff: outcome,
  admin: outcome,
  disabled: outcome,
  expired: outcome,
});
/** Whoever has signed in, each about themselves. */
export const signedIn = (outcome: Outcome = "ok"): AccessRow["gives"] => ({ ...everyone(outcome), ...notSignedIn, guest: "FORBIDDEN" });
/** The owner of the thing; to others it does not exist, whatever their role. */
export const owner = (outcome: Outcome = "ok"): AccessRow["gives"] => ({ ...everyone("NOT_FOUND"), ...notSignedIn, traveller: outcome });
/** Those who work here. */
export const staff = (outcome: Outcome = "ok"): AccessRow["gives"] => ({
  ...everyone("FORBIDDEN"),
  ...notSignedIn,
  staff: outcome,
  admin: outcome,
});

/** Admins alone; other staff work with flights and bookings, not with people. */
export const admin = (outcome: Outcome = "ok"): AccessRow["gives"] => ({ ...staff(outcome), staff: "FORBIDDEN" });
