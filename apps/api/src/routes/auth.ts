import { Account, getAccount, logIn, LogInInput, logOut, register, RegisterInput, SignedIn } from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";
import { z } from "zod";

import { NoInput, publicProcedure, travellerProcedure } from "../trpc.ts";

export const auth = {
  /** Opens a traveller's account and signs in. Errors: EMAIL_TAKEN. */
  register: publicProcedure
    .input(RegisterInput)
    .output(SignedIn)
    .mutation(({ ctx, input }) => register(ctx.app, input)),

  /** Opens a new session. Errors: CREDENTIALS_WRONG, the same for an unknown address and a wrong password. */
  login: publicProcedure
    .input(LogInInput)
    .output(SignedIn)
    .mutation(({ ctx, input }) => logIn(ctx.app, input)),

  /** Ends this session, and no other one. */
  logout: travellerProcedure
    .input(NoInput)
    .output(z.null())
    .mutation(async ({ ctx }) => {
      await logOut(ctx.app);
      return null;
    }),

  /** The account behind the session. */
  me: travellerProcedure
    .input(NoInput)
    .output(Account)
    .query(({ ctx }) => getAccount(ctx.app)),
} satisfies TRPCRouterRecord;
