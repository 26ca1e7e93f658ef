import type { Caller } from "./caller.ts";
import type { Inputs, Outputs } from "./contract.ts";
import { isSkyholdError } from "./errors.ts";
import type { CallOptions } from "./options.ts";
import type { Session } from "./session.ts";
import type { SkyholdTrpc } from "./trpc.ts";

/** A user account as its owner sees it. */
export type Account = Outputs["auth"]["me"];

/** A fresh session: its bearer token (keep it secret), when it ends unless it is used before, and the account. */
export type SignedIn = Outputs["auth"]["login"];

/** What `auth.register` takes. The password has 8 to 128 characters. */
export type RegisterInput = Inputs["auth"]["register"];

/** What `auth.login` takes. */
export type LogInInput = Inputs["auth"]["login"];

/** Accounts and sessions. */
export interface AuthCalls {
  /**
   * Opens a traveller's account and signs this client in: its further calls carry the new token. After NETWORK or TIMEOUT
   * the account may exist; `login` tells.
   *
   * Errors: EMAIL_TAKEN, INVALID_INPUT, RATE_LIMITED.
   *
   * @example
   * await skyhold.auth.register({ email: "ana@example.com", password, givenName: "Ana", surname: "Lima" });
   */
  readonly register: (input: RegisterInput, options?: CallOptions) => Promise<SignedIn>;

  /**
   * Opens a new session and signs this client in: its further calls carry the new token.
   *
   * Errors: CREDENTIALS_WRONG, the same for an unknown address and a wrong password; RATE_LIMITED.
   *
   * @example
   * const { account } = await skyhold.auth.login({ email: "ana@example.com", password });
   */
  readonly login: (input: LogInInput, options?: CallOptions) => Promise<SignedIn>;

  /**
   * Ends this client's session, and no other one, and forgets its token. A session that had ended already is no error.
   * When the server cannot be reached the token stays, so that you can repeat the call.
   */
  readonly logout: (options?: CallOptions) => Promise<void>;

  /** The account behind the session. Errors: UNAUTHENTICATED. */
  readonly me: (options?: CallOptions) => Promise<Account>;
}

/** The account calls of a client; registering and logging in set its token, logging out clears it. */
export function authCalls(caller: Caller, trpc: SkyholdTrpc, session: Session): AuthCalls {
  const signIn = async (pending: Promise<SignedIn>) => {
    const signedIn = await pending;
    session.set(signedIn.token);
    return signedIn;
  };
  return {
    register: (input, options) =>
      signIn(caller.mutateOnce("auth.register", options, (request) => trpc.auth.register.mutate(input, request))),
    login: (input, options) => signIn(caller.mutateOnce("auth.login", options, (request) => trpc.auth.login.mutate(input, request))),
    logout: async (options) => {
      const ended = session.token();
      try {
        await caller.mutate("auth.logout", options, (request) => trpc.auth.logout.mutate(undefined, request));
      } catch (error) {
        if (!isSkyholdError(error, "UNAUTHENTICATED")) throw error;
      }
      // Someone may have signed in meanwhile.
      if (session.token() === ended) session.set(null);
    },
    me: (options) => caller.query("auth.me", options, (request) => trpc.auth.me.query(undefined, request)),
  };
}
