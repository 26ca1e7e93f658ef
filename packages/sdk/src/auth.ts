import { identityCalls, secondFactorCalls } from "./auth-security.ts";
import type { IdentityCalls, SecondFactorCalls } from "./auth-security.ts";
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

/** What `auth.confirmRegistration` takes: the code that came by mail, and the password of the registration. */
export type ConfirmRegistrationInput = Inputs["auth"]["confirmRegistration"];

/** What `auth.login` takes. */
export type LogInInput = Inputs["auth"]["login"];

/** What `auth.changePassword` takes. */
export type ChangePasswordInput = Inputs["auth"]["changePassword"];

/** What `auth.resetPassword` takes: the code that came by mail, and the new password. */
export type ResetPasswordInput = Inputs["auth"]["resetPassword"];

/** One of your sessions: its device, when it was used, and whether this client's calls carry it. */
export type SessionOfAccount = Outputs["auth"]["listSessions"]["sessions"][number];

/** Accounts and sessions. */
export interface AuthCalls extends SecondFactorCalls, IdentityCalls {
  /**
   * Has a code mailed that opens a traveller's account: see `confirmRegistration`. The answer is the same for every address; whoever has an
   * account is told so by the mail.
   *
   * Errors: INVALID_INPUT, RATE_LIMITED.
   *
   * @example
   * await skyhold.auth.register({ email: "ana@example.com", password, givenName: "Ana", surname: "Lima" });
   */
  readonly register: (input: RegisterInput, options?: CallOptions) => Promise<{ readonly verificationSent: true }>;

  /**
   * Opens the account that was registered and signs this client in: its further calls carry the new token. What was bought with the address
   * without an account is the account's from then on. After NETWORK or TIMEOUT it may have happened; `login` tells.
   *
   * Errors: TOKEN_INVALID for a code that was used or is older than 24 hours; CREDENTIALS_WRONG for another password than that of the
   * registration; EMAIL_TAKEN when the address has got an account meanwhile; RATE_LIMITED.
   *
   * @example
   * const { account } = await skyhold.auth.confirmRegistration({ token, password });
   */
  readonly confirmRegistration: (input: ConfirmRegistrationInput, options?: CallOptions) => Promise<SignedIn>;

  /**
   * Opens a new session and signs this client in: its further calls carry the new token.
   *
   * Errors: CREDENTIALS_WRONG, the same for an unknown address and a wrong password; SECOND_FACTOR_REQUIRED when the account has a
   * second factor and there is no `code`, SECOND_FACTOR_WRONG; RATE_LIMITED.
   *
   * @example
   * const { account } = await skyhold.auth.login({ email: "ana@example.com", password });
   */
  readonly login: (input: LogInInput, options?: CallOptions) => Promise<SignedIn>;

  /**
   * Opens a new session that the browser keeps in a cookie which no script can read; the calls of a page on the API's own site carry it.
   *
   * Errors: CREDENTIALS_WRONG, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG, RATE_LIMITED; ORIGIN_REFUSED for a page that may not call the API.
   *
   * @example
   * const { account } = await skyhold.auth.loginWithCookie({ email: "ana@example.com", password });
   */
  readonly loginWithCookie: (input: LogInInput, options?: CallOptions) => Promise<Omit<SignedIn, "token">>;

  /**
   * Ends this client's session, and no other one, and forgets its token. A session that had ended already is no error.
   * When the server cannot be reached the token stays, so that you can repeat the call.
   *
   * Errors: NETWORK, TIMEOUT.
   *
   * @example
   * await skyhold.auth.logout();
   */
  readonly logout: (options?: CallOptions) => Promise<void>;

  /**
   * The account behind the session. Errors: UNAUTHENTICATED.
   *
   * @example
   * const { givenName, role } = await skyhold.auth.me();
   */
  readonly me: (options?: CallOptions) => Promise<Account>;

  /**
   * Takes the code that came by mail as proof that you read the address of your account: where you are signed in, since the code alone proves
   * nothing of who follows its link. It works once.
   *
   * Errors: TOKEN_INVALID; EMAIL_TAKEN when another account of yours has the address; UNAUTHENTICATED.
   *
   * @example
   * await skyhold.auth.verifyEmail({ token });
   */
  readonly verifyEmail: (input: { readonly token: string }, options?: CallOptions) => Promise<void>;

  /**
   * Mails a new code to verify the address; nothing when it is verified. Errors: UNAUTHENTICATED, RATE_LIMITED.
   *
   * @example
   * await skyhold.auth.requestEmailVerification();
   */
  readonly requestEmailVerification: (options?: CallOptions) => Promise<void>;

  /**
   * Mails a code with which a new password can be chosen, good for 30 minutes. It never tells whether there is such an account.
   *
   * Errors: RATE_LIMITED.
   *
   * @example
   * await skyhold.auth.requestPasswordReset({ email: "ana@example.com" });
   */
  readonly requestPasswordReset: (input: { readonly email: string }, options?: CallOptions) => Promise<void>;

  /**
   * Sets a new password with the code that came by mail, which works once, and ends every session of the account: log in then.
   * After NETWORK or TIMEOUT it may have happened; `login` tells.
   *
   * Errors: TOKEN_INVALID, INVALID_INPUT for a password that is among those tried first.
   *
   * @example
   * await skyhold.auth.resetPassword({ token, newPassword });
   */
  readonly resetPassword: (input: ResetPasswordInput, options?: CallOptions) => Promise<void>;

  /**
   * Sets a new password and ends every other session of the account; this client's goes on.
   *
   * Errors: CREDENTIALS_WRONG when the current password is another one; SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG where there is one; INVALID_INPUT,
   * RATE_LIMITED, UNAUTHENTICATED.
   *
   * @example
   * await skyhold.auth.changePassword({ currentPassword: password, newPassword });
   */
  readonly changePassword: (input: ChangePasswordInput, options?: CallOptions) => Promise<void>;

  /**
   * Your sessions, the last used first. Errors: UNAUTHENTICATED.
   *
   * @example
   * const sessions = await skyhold.auth.listSessions();
   */
  readonly listSessions: (options?: CallOptions) => Promise<SessionOfAccount[]>;

  /**
   * Ends one of your sessions at once. Errors: NOT_FOUND, UNAUTHENTICATED.
   *
   * @example
   * await skyhold.auth.revokeSession({ sessionId });
   */
  readonly revokeSession: (input: { readonly sessionId: string }, options?: CallOptions) => Promise<void>;
}

/** The account calls of a client; confirming a registration and logging in set its token, logging out clears it. */
export function authCalls(caller: Caller, trpc: SkyholdTrpc, session: Session): AuthCalls {
  const signIn = async (pending: Promise<SignedIn>) => {
    const signedIn = await pending;
    session.set(signedIn.token);
    return signedIn;
  };
  return {
    ...passwordCalls(caller, trpc),
    ...sessionCalls(caller, trpc),
    ...secondFactorCalls(caller, trpc),
    ...identityCalls(caller, trpc),
    register: (input, options) => caller.mutate("auth.register", options, (request) => trpc.auth.register.mutate(input, request)),
    confirmRegistration: (input, options) =>
      signIn(caller.mutateOnce("auth.confirmRegistration", options, (request) => trpc.auth.confirmRegistration.mutate(input, request))),
    login: (input, options) => signIn(caller.mutateOnce("auth.login", options, (request) => trpc.auth.login.mutate(input, request))),
    loginWithCookie: (input, options) =>
      caller.mutateOnce("auth.loginWithCookie", options, (request) => trpc.auth.loginWithCookie.mutate(input, request)),
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

function passwordCalls(
  caller: Caller,
  { auth }: SkyholdTrpc,
): Pick<AuthCalls, "verifyEmail" | "requestEmailVerification" | "requestPasswordReset" | "resetPassword" | "changePassword"> {
  return {
    verifyEmail: async (input, options) => {
      await caller.mutateOnce("auth.verifyEmail", options, (request) => auth.verifyEmail.mutate(input, request));
    },
    requestEmailVerification: async (options) => {
      await caller.mutate("auth.requestEmailVerification", options, (request) => auth.requestEmailVerification.mutate(undefined, request));
    },
    requestPasswordReset: async (input, options) => {
      await caller.mutate("auth.requestPasswordReset", options, (request) => auth.requestPasswordReset.mutate(input, request));
    },
    resetPassword: async (input, options) => {
      await caller.mutateOnce("auth.resetPassword", options, (request) => auth.resetPassword.mutate(input, request));
    },
    changePassword: async (input, options) => {
      await caller.mutateOnce("auth.changePassword", options, (request) => auth.changePassword.mutate(input, request));
    },
  };
}

function sessionCalls(caller: Caller, { auth }: SkyholdTrpc): Pick<AuthCalls, "listSessions" | "revokeSession"> {
  return {
    listSessions: async (options) =>
      (await caller.query("auth.listSessions", options, (request) => auth.listSessions.query(undefined, request))).sessions,
    revokeSession: async (input, options) => {
      await caller.mutateOnce("auth.revokeSession", options, (request) => auth.revokeSession.mutate(input, request));
    },
  };
}
