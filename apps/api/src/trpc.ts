import { DomainError, isDomainError, refuseOldSession } from "@skyhold/core";
import type { Actor, Context, User } from "@skyhold/core";
import { initTRPC, TRPCError } from "@trpc/server";
import { z } from "zod";

import { causedByDatabase, toErrorShape, trpcCodeOf } from "./errors.ts";
import { bookingOf } from "./observe/booking-of-call.ts";
import { transformer } from "./transformer.ts";

/** What a browser is asked and told beside the answer. */
export interface Browser {
  /** Whether the call came with the session's cookie. */
  readonly sentCookie: boolean;
  /** Throws ORIGIN_REFUSED when a page of someone else's may have sent the call. */
  readonly refuseForeignPage: () => void;
  /** Has the browser keep a session's token where no script reads it; null has it forgotten. */
  readonly keepToken: (token: string | null) => void;
}

/** What a procedure gets: the use case's context, and what the call itself carries. */
export interface CallContext<Who extends Actor = User | null> {
  readonly app: Context<Who>;
  readonly requestId: string;
  readonly browser: Browser;
  /** Why the call's token is not good, where it came with one: it is not nobody's call. */
  readonly tokenRefused: DomainError | null;
  /** The caller's `Idempotency-Key`; without one, the call stands alone. */
  readonly idempotencyKey: string | null;
  /** Tells the log which booking the call is about. */
  readonly noteBooking: (bookingId: string) => void;
  readonly reply: { header(name: string, value: string): unknown };
}

const t = initTRPC.context<CallContext>().create({
  transformer,
  // A silence is a broken line. After ten minutes a client comes back, so that a session that has ended is noticed.
  sse: { ping: { enabled: true, intervalMs: 25_000 }, client: { reconnectAfterInactivityMs: 60_000 }, maxDurationMs: 600_000 },
  errorFormatter: ({ error, shape, ctx }) => toErrorShape(error, shape.code, ctx?.requestId ?? ""),
});

/** Builds the router. */
export const { router } = t;

/** The one place where a domain error becomes a tRPC error. */
const domainErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  const known = isDomainError(cause) ? cause : causedByDatabase(cause);
  if (known) throw asTrpc(known);
  return result;
});

/** The log is to find all calls about a booking, whether they name it or make it. */
const bookingInLog = t.middleware(async ({ ctx, getRawInput, next }) => {
  const result = await next();
  const bookingId = (result.ok ? bookingOf(result.data) : null) ?? bookingOf(await getRawInput());
  if (bookingId !== null) ctx.noteBooking(bookingId);
  return result;
});

/** The input of a procedure that takes none. */
export const NoInput = z.strictObject({}).optional();

/** The output of a procedure that answers nothing. */
export const Nothing = z.null();

/** Nothing, once the work is done. */
export async function done(work: Promise<void>): Promise<null> {
  await work;
  return null;
}

/** Anyone may call it. */
export const publicProcedure = t.procedure.use(domainErrors).use(bookingInLog);

const unauthenticated = ({ tokenRefused }: CallContext) =>
  asTrpc(tokenRefused ?? new DomainError("UNAUTHENTICATED", "Log in first: the call carries no valid session", null));

/** Anyone, but not someone whose session has ended: what they meant to do as themselves is not done as nobody. */
export const anyoneProcedure = publicProcedure.use(({ ctx, next }) => {
  if (ctx.tokenRefused) throw unauthenticated(ctx);
  return next();
});

/** Only someone who has signed in, or a guest with the token of their booking: for what one does with one's own booking. */
export const bookerProcedure = publicProcedure.use(({ ctx, next }) => {
  const { actor } = ctx.app;
  if (actor === null) throw unauthenticated(ctx);
  return next({ ctx: { ...ctx, app: { ...ctx.app, actor } } });
});

/** Only someone who has signed in. */
export const travellerProcedure = bookerProcedure.use(({ ctx, next }) => {
  if (ctx.app.actor.kind === "guest") throw asTrpc(new DomainError("FORBIDDEN", "This needs an account", { needs: "account" }));
  return next();
});

/** Only someone who works here. */
export const staffProcedure = travellerProcedure.use(({ ctx, next }) => {
  const { actor } = ctx.app;
  const { role } = actor;
  if (role === "traveller") throw asTrpc(new DomainError("FORBIDDEN", "This is for staff", { needs: "staff" }));
  if (ctx.app.policy.staffNeedSecondFactor && !actor.secondFactor)
    throw asTrpc(new DomainError("FORBIDDEN", "Set up a second factor first: auth.setUpSecondFactor", { needs: "second_factor" }));
  return next({ ctx: { ...ctx, app: { ...ctx.app, actor: { ...actor, role } } } });
});

/** Only an admin. */
export const adminProcedure = staffProcedure.use(({ ctx, next }) => {
  const { actor } = ctx.app;
  const { role } = actor;
  if (role !== "admin") throw asTrpc(new DomainError("FORBIDDEN", "This is for admins", { needs: "admin" }));
  return next({ ctx: { ...ctx, app: { ...ctx.app, actor: { ...actor, role } } } });
});

/** Only an admin who has just signed in, with the second factor where they have one: for what gives a person, or power, away for good. */
export const freshAdminProcedure = adminProcedure.use(async ({ ctx, next }) => {
  await refuseOldSession(ctx.app);
  return next();
});

/** A domain error in the shape in which tRPC carries it. */
export function asTrpc(cause: DomainError): TRPCError {
  return new TRPCError({ code: trpcCodeOf(cause), message: cause.message, cause });
}
