import {
  armStripeFault,
  ArmStripeFaultInput,
  CaughtMails,
  CaughtMailsEvent,
  clearStripeFaults,
  ClearStripeFaultsInput,
  ClockConsequences,
  foreseeClock,
  ForeseeClockInput,
  getSandbox,
  listCaughtMails,
  moveClock,
  MoveClockInput,
  readCaughtMail,
  ReadCaughtMailInput,
  readStripeSandbox,
  RenderedMail,
  SandboxClock,
  SandboxTools,
  StripeFault,
  StripeSandboxEvent,
  StripeSandboxState,
  watchCaughtMails,
  WatchCaughtMailsInput,
  watchStripeSandbox,
  WatchStripeSandboxInput,
} from "@skyhold/core";
import type { TRPCRouterRecord } from "@trpc/server";

import { eventStream, whileListening } from "../../event-stream.ts";
import { once } from "../../idempotency.ts";
import { NoInput, Nothing, staffProcedure } from "../../trpc.ts";

export const sandbox = {
  /** Which embedded parts stand in for real ones here; null for each that does not, as all of them in production. Errors: FORBIDDEN. */
  get: staffProcedure
    .input(NoInput)
    .output(SandboxTools)
    .query(({ ctx }) => getSandbox(ctx.app)),

  /** The mails that the embedded mailbox has caught, newest first. Errors: NOT_FOUND where mails are really sent, FORBIDDEN. */
  mails: staffProcedure
    .input(NoInput)
    .output(CaughtMails)
    .query(({ ctx }) => listCaughtMails(ctx.app)),

  /**
   * These mails, and from then on whenever one has come. Server-sent events; `Last-Event-ID` goes on where a stream was cut.
   * Errors: NOT_FOUND where mails are really sent, OVERLOADED, FORBIDDEN.
   */
  watchMails: staffProcedure
    .input(WatchCaughtMailsInput)
    .output(eventStream(CaughtMailsEvent))
    .subscription(({ ctx, input, signal }) => whileListening(signal, (listening) => watchCaughtMails(ctx.app, input, listening))),

  /** One of these mails as its reader sees it. Errors: NOT_FOUND, INVALID_INPUT, FORBIDDEN. */
  mail: staffProcedure
    .input(ReadCaughtMailInput)
    .output(RenderedMail)
    .query(({ ctx, input }) => readCaughtMail(ctx.app, input)),

  /** What the Stripe sandbox has done, with its events and the faults that are still to strike. Errors: NOT_FOUND where people really pay, FORBIDDEN. */
  stripe: staffProcedure
    .input(NoInput)
    .output(StripeSandboxState)
    .query(({ ctx }) => readStripeSandbox(ctx.app)),

  /**
   * What the Stripe sandbox has done, and from then on whenever it has done more. Server-sent events; `Last-Event-ID` goes on where a stream
   * was cut. Errors: NOT_FOUND where people really pay, OVERLOADED, FORBIDDEN.
   */
  watchStripe: staffProcedure
    .input(WatchStripeSandboxInput)
    .output(eventStream(StripeSandboxEvent))
    .subscription(({ ctx, input, signal }) => whileListening(signal, (listening) => watchStripeSandbox(ctx.app, input, listening))),

  /** Has the Stripe sandbox go wrong the next times. Errors: NOT_FOUND where people really pay, INVALID_INPUT, FORBIDDEN. */
  armFault: staffProcedure.input(ArmStripeFaultInput).output(StripeFault).mutation(once(armStripeFault)),

  /** Takes back the faults that have not struck. Errors: NOT_FOUND where people really pay, INVALID_INPUT, FORBIDDEN. */
  clearFaults: staffProcedure.input(ClearStripeFaultsInput).output(Nothing).mutation(once(clearStripeFaults)),

  /** What would follow if the clock of the database went ahead; writes nothing. Errors: NOT_FOUND where time is everybody's, INVALID_INPUT, FORBIDDEN. */
  foreseeClock: staffProcedure
    .input(ForeseeClockInput)
    .output(ClockConsequences)
    .query(({ ctx, input }) => foreseeClock(ctx.app, input)),

  /** Sets the clock of the database ahead, for everybody; there is no way back. Errors: NOT_FOUND where time is everybody's, INVALID_INPUT, FORBIDDEN. */
  moveClock: staffProcedure.input(MoveClockInput).output(SandboxClock).mutation(once(moveClock)),
} satisfies TRPCRouterRecord;
