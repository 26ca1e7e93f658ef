import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** What is known of a traveller. The numbers of documents are masked. */
export type Profile = Outputs["profile"]["get"];

/** What `profile.update` takes: what is left out stays, null forgets. */
export type UpdateProfileInput = Inputs["profile"]["update"];

/** What `profile.erase` takes: `code` where the account has a second factor. */
export type EraseProfileInput = Inputs["profile"]["erase"];

/** All that is kept of a person, in full. */
export type ProfileExport = Outputs["profile"]["export"];

/** Your own data. Every call fails with UNAUTHENTICATED without a session. */
export interface ProfileCalls {
  /**
   * Your profile. `passenger` is you as `bookings.setPassengers` takes you, or null while something is missing.
   *
   * Errors: UNAUTHENTICATED.
   *
   * @example
   * const { passenger } = await skyhold.profile.get();
   * if (passenger) await skyhold.bookings.setPassengers({ bookingId: booking.id, passengers: [passenger] });
   */
  readonly get: (options?: CallOptions) => Promise<Profile>;

  /**
   * Changes your profile. Telephone numbers need their country: `+351 21 000 0000`.
   *
   * Errors: INVALID_INPUT.
   *
   * @example
   * await skyhold.profile.update({ birthDate: "1990-12-31", nationality: "PT" });
   */
  readonly update: (input: UpdateProfileInput, options?: CallOptions) => Promise<Profile>;

  /**
   * All that is kept of you, the numbers of documents in full. Errors: UNAUTHENTICATED.
   *
   * @example
   * const { profile, bookings } = await skyhold.profile.export();
   */
  readonly export: (options?: CallOptions) => Promise<ProfileExport>;

  /**
   * Forgets you for good: what is left of your bookings names nobody. This client is signed out.
   *
   * Errors: CREDENTIALS_WRONG; SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG where there is one; BOOKING_STATE while a booking is unpaid, to be
   * refunded or to be flown; LAST_ADMIN; RATE_LIMITED.
   *
   * @example
   * await skyhold.profile.erase({ password });
   */
  readonly erase: (input: EraseProfileInput, options?: CallOptions) => Promise<void>;
}

/** The profile calls of a client; erasing clears its token. */
export function profileCalls(caller: Caller, { profile }: SkyholdTrpc, signOut: () => void): ProfileCalls {
  return {
    get: (options) => caller.query("profile.get", options, (request) => profile.get.query(undefined, request)),
    update: (input, options) => caller.mutateOnce("profile.update", options, (request) => profile.update.mutate(input, request)),
    export: (options) => caller.query("profile.export", options, (request) => profile.export.query(undefined, request)),
    erase: async (input, options) => {
      await caller.mutateOnce("profile.erase", options, (request) => profile.erase.mutate(input, request));
      signOut();
    },
  };
}
