import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import type { CallOptions } from "./options.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** The password once more, and a code where the account has a second factor already. */
export type ProofOfOwner = Inputs["auth"]["setUpSecondFactor"];

/** What an authenticator app is to know, shown this once: `uri` as a QR code. */
export type NewSecondFactor = Outputs["auth"]["setUpSecondFactor"];

/** An issuer whose access tokens open your account. */
export type LinkedIdentity = Outputs["auth"]["listIdentities"]["identities"][number];

/** What `auth.linkIdentity` takes: the issuer's token, and the proof that the account is yours. */
export type LinkIdentityInput = Inputs["auth"]["linkIdentity"];

/** What `auth.unlinkIdentity` takes: which issuer, and the proof that the account is yours. */
export type UnlinkIdentityInput = Inputs["auth"]["unlinkIdentity"];

/** What an account is guarded with beside its password. */
export interface SecondFactorCalls {
  /**
   * Begins to give your account a second factor, or another one. Nothing changes before `confirmSecondFactor`.
   *
   * Errors: CREDENTIALS_WRONG; SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG where there is one already; RATE_LIMITED.
   *
   * @example
   * const { uri } = await skyhold.auth.setUpSecondFactor({ password });
   */
  readonly setUpSecondFactor: (input: ProofOfOwner, options?: CallOptions) => Promise<NewSecondFactor>;

  /**
   * Puts the second factor in force with its first code, ends every other session, and answers ten recovery codes, each good once.
   *
   * Errors: SECOND_FACTOR_WRONG, RATE_LIMITED, UNAUTHENTICATED.
   *
   * @example
   * const recoveryCodes = await skyhold.auth.confirmSecondFactor({ code: "123456" });
   */
  readonly confirmSecondFactor: (input: { readonly code: string }, options?: CallOptions) => Promise<string[]>;

  /**
   * Takes the second factor away. Errors: CREDENTIALS_WRONG, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG, RATE_LIMITED.
   *
   * @example
   * await skyhold.auth.removeSecondFactor({ password, code: "123456" });
   */
  readonly removeSecondFactor: (input: ProofOfOwner, options?: CallOptions) => Promise<void>;
}

/** Other issuers whose access tokens open an account. */
export interface IdentityCalls {
  /**
   * The issuers whose access tokens open your account. Errors: UNAUTHENTICATED.
   *
   * @example
   * const identities = await skyhold.auth.listIdentities();
   */
  readonly listIdentities: (options?: CallOptions) => Promise<LinkedIdentity[]>;

  /**
   * Lets an issuer's access token, and every later one for the same person, into your account. Bookings that were made with the token before,
   * in the account that it opened by itself, become this account's.
   *
   * Errors: CREDENTIALS_WRONG; INVALID_INPUT for a token that is not good or is linked already; SECOND_FACTOR_REQUIRED,
   * SECOND_FACTOR_WRONG, RATE_LIMITED, UNAUTHENTICATED.
   *
   * @example
   * await skyhold.auth.linkIdentity({ password, token: supabaseSession.access_token });
   */
  readonly linkIdentity: (input: LinkIdentityInput, options?: CallOptions) => Promise<void>;

  /**
   * Keeps an issuer's tokens out of your account. Errors: NOT_FOUND, CREDENTIALS_WRONG, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG,
   * RATE_LIMITED.
   *
   * @example
   * await skyhold.auth.unlinkIdentity({ issuer: "https://project.supabase.co/auth/v1", password });
   */
  readonly unlinkIdentity: (input: UnlinkIdentityInput, options?: CallOptions) => Promise<void>;
}

/** The second-factor calls of a client. */
export function secondFactorCalls(caller: Caller, { auth }: SkyholdTrpc): SecondFactorCalls {
  return {
    setUpSecondFactor: (input, options) =>
      caller.mutateOnce("auth.setUpSecondFactor", options, (request) => auth.setUpSecondFactor.mutate(input, request)),
    confirmSecondFactor: async (input, options) =>
      (await caller.mutateOnce("auth.confirmSecondFactor", options, (request) => auth.confirmSecondFactor.mutate(input, request)))
        .recoveryCodes,
    removeSecondFactor: async (input, options) => {
      await caller.mutateOnce("auth.removeSecondFactor", options, (request) => auth.removeSecondFactor.mutate(input, request));
    },
  };
}

/** The calls of a client about issuers. */
export function identityCalls(caller: Caller, { auth }: SkyholdTrpc): IdentityCalls {
  return {
    listIdentities: async (options) =>
      (await caller.query("auth.listIdentities", options, (request) => auth.listIdentities.query(undefined, request))).identities,
    linkIdentity: async (input, options) => {
      await caller.mutateOnce("auth.linkIdentity", options, (request) => auth.linkIdentity.mutate(input, request));
    },
    unlinkIdentity: async (input, options) => {
      await caller.mutateOnce("auth.unlinkIdentity", options, (request) => auth.unlinkIdentity.mutate(input, request));
    },
  };
}
