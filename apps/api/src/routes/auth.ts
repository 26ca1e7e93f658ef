import {
  Account,
  changePassword,
  ChangePasswordInput,
  confirmRegistration,
  ConfirmRegistrationInput,
  confirmSecondFactor,
  ConfirmSecondFactorInput,
  getAccount,
  linkIdentity,
  LinkIdentityInput,
  listIdentities,
  ListIdentitiesOutput,
  listSessions,
  ListSessionsOutput,
  logIn,
  LogInInput,
  logOut,
  NewSecondFactor,
  ProofOfOwner,
  RecoveryCodes,
  register,
  removeSecondFactor,
  RegisterInput,
  RegisterOutput,
  requestEmailVerification,
  requestPasswordReset,
  RequestPasswordResetInput,
  resetPassword,
  ResetPasswordInput,
  revokeSession,
  RevokeSessionInput,
  setUpSecondFactor,
  SignedIn,
  unlinkIdentity,
  UnlinkIdentityInput,
  verifyEmail,
  VerifyEmailInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { bookerProcedure, done, NoInput, Nothing, publicProcedure, travellerProcedure } from "../trpc.ts";

export const auth = {
  /** Has a code mailed that opens a traveller's account. The answer never tells whether the address has one: then the mail does. */
  register: publicProcedure
    .input(RegisterInput)
    .output(RegisterOutput)
    .mutation(({ ctx, input }) => register(ctx.app, input)),

  /** Opens the account that was registered, with the code that came by mail and its password, and signs in. Errors: TOKEN_INVALID, CREDENTIALS_WRONG, EMAIL_TAKEN. */
  confirmRegistration: publicProcedure
    .input(ConfirmRegistrationInput)
    .output(SignedIn)
    .mutation(({ ctx, input }) => confirmRegistration(ctx.app, input)),

  /** Opens a new session. Errors: CREDENTIALS_WRONG, the same for an unknown address and a wrong password; SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG. */
  login: publicProcedure
    .input(LogInInput)
    .output(SignedIn)
    .mutation(({ ctx, input }) => logIn(ctx.app, input)),

  /**
   * Opens a new session that the browser keeps in a cookie which no script can read; the answer has no token. For pages that may call
   * the API. Errors: CREDENTIALS_WRONG, ORIGIN_REFUSED, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG.
   */
  loginWithCookie: publicProcedure
    .input(LogInInput)
    .output(SignedIn.omit({ token: true }))
    .mutation(async ({ ctx, input }) => {
      ctx.browser.refuseForeignPage();
      const { token, ...rest } = await logIn(ctx.app, input);
      const { actor } = ctx.app;
      // The browser forgets the session that it had: nobody is left to end it.
      if (actor !== null && ctx.browser.sentCookie) await logOut({ ...ctx.app, actor });
      ctx.browser.keepToken(token);
      return rest;
    }),

  /** Ends this session, and no other one; a guest's token too. Another issuer's token is ended there, not here. */
  logout: bookerProcedure
    .input(NoInput)
    .output(Nothing)
    .mutation(async ({ ctx }) => {
      await logOut(ctx.app);
      if (ctx.browser.sentCookie) ctx.browser.keepToken(null);
      return null;
    }),

  /** The account behind the session. */
  me: travellerProcedure
    .input(NoInput)
    .output(Account)
    .query(({ ctx }) => getAccount(ctx.app)),

  /** Takes the code that came by mail as proof that you read your account's address. Errors: TOKEN_INVALID, EMAIL_TAKEN. */
  verifyEmail: travellerProcedure
    .input(VerifyEmailInput)
    .output(Nothing)
    .mutation(({ ctx, input }) => done(verifyEmail(ctx.app, input))),

  /** Mails a new code to verify the address; nothing when it is verified. Errors: RATE_LIMITED. */
  requestEmailVerification: travellerProcedure
    .input(NoInput)
    .output(Nothing)
    .mutation(({ ctx }) => done(requestEmailVerification(ctx.app))),

  /** Mails a code with which a new password can be chosen. The answer never tells whether there is such an account. */
  requestPasswordReset: publicProcedure
    .input(RequestPasswordResetInput)
    .output(Nothing)
    .mutation(({ ctx, input }) => done(requestPasswordReset(ctx.app, input))),

  /** Sets a new password with the code that came by mail, and ends every session of the account. Errors: TOKEN_INVALID, INVALID_INPUT. */
  resetPassword: publicProcedure
    .input(ResetPasswordInput)
    .output(Nothing)
    .mutation(({ ctx, input }) => done(resetPassword(ctx.app, input))),

  /** Sets a new password and ends every other session. Errors: CREDENTIALS_WRONG, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG, INVALID_INPUT, RATE_LIMITED. */
  changePassword: travellerProcedure
    .input(ChangePasswordInput)
    .output(Nothing)
    .mutation(({ ctx, input }) => done(changePassword(ctx.app, input))),

  /**
   * Begins to set up a second factor, or another one: for an authenticator app. Nothing changes before it is confirmed.
   * Errors: CREDENTIALS_WRONG; SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG where there is one already; RATE_LIMITED.
   */
  setUpSecondFactor: travellerProcedure
    .input(ProofOfOwner)
    .output(NewSecondFactor)
    .mutation(({ ctx, input }) => setUpSecondFactor(ctx.app, input)),

  /** Puts the second factor in force with its first code, answers recovery codes, ends all other sessions. Errors: SECOND_FACTOR_WRONG, RATE_LIMITED. */
  confirmSecondFactor: travellerProcedure
    .input(ConfirmSecondFactorInput)
    .output(RecoveryCodes)
    .mutation(({ ctx, input }) => confirmSecondFactor(ctx.app, input)),

  /** Takes the second factor away. Errors: CREDENTIALS_WRONG, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG, RATE_LIMITED. */
  removeSecondFactor: travellerProcedure
    .input(ProofOfOwner)
    .output(Nothing)
    .mutation(({ ctx, input }) => done(removeSecondFactor(ctx.app, input))),

  /** Your sessions, the last used first. */
  listSessions: travellerProcedure
    .input(NoInput)
    .output(ListSessionsOutput)
    .query(({ ctx }) => listSessions(ctx.app)),

  /** Ends one of your sessions at once. Errors: NOT_FOUND. */
  revokeSession: travellerProcedure
    .input(RevokeSessionInput)
    .output(Nothing)
    .mutation(({ ctx, input }) => done(revokeSession(ctx.app, input))),

  /** The issuers whose access tokens open your account. */
  listIdentities: travellerProcedure
    .input(NoInput)
    .output(ListIdentitiesOutput)
    .query(({ ctx }) => listIdentities(ctx.app)),

  /**
   * Lets an issuer's access token, and every later one for the same person, into your account. Errors: CREDENTIALS_WRONG;
   * INVALID_INPUT for a token that is not good or is linked already; SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG, RATE_LIMITED.
   */
  linkIdentity: travellerProcedure
    .input(LinkIdentityInput)
    .output(Nothing)
    .mutation(({ ctx, input }) => done(linkIdentity(ctx.app, input))),

  /** Keeps an issuer's tokens out of your account. Errors: NOT_FOUND, CREDENTIALS_WRONG, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_WRONG, RATE_LIMITED. */
  unlinkIdentity: travellerProcedure
    .input(UnlinkIdentityInput)
    .output(Nothing)
    .mutation(({ ctx, input }) => done(unlinkIdentity(ctx.app, input))),
} satisfies TRPCRouterRecord;
