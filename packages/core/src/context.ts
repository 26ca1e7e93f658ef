import type { Database, Transaction } from "@skyhold/db";

import type { ChangeNews } from "./change-news.ts";
import type { FlightNews } from "./flights/flight-news.ts";
import { once } from "./idempotency/once.ts";
import type { OnceOnly } from "./idempotency/once.ts";
import type { Identities } from "./identities/identity.ts";
import type { IdPrefix, UserId } from "./ids.ts";
import type { JobName, JobPayload, Jobs } from "./jobs.ts";
import type { Mailer } from "./notifications/mailer.ts";
import type { PaymentProvider } from "./payments/payment-provider.ts";
import type { ReferenceCache } from "./reference/reference.ts";
import type { Sandbox } from "./sandbox/sandbox.ts";
import type { SeatBoards } from "./seats/seat-boards.ts";
import type { SeatMaps } from "./seats/seat-maps.ts";
import type { Sessions } from "./sessions/sessions.ts";
import type { Passwords } from "./users/passwords.ts";

/** Someone who has signed in, or a guest, who has nothing but one booking. */
export interface User {
  readonly userId: UserId;
  readonly role: "traveller" | "staff" | "admin";
  /** What a guest may do is what their booking needs. */
  readonly kind: "account" | "guest";
  /** Whether someone who works here has a second factor, which every session of theirs began with. */
  readonly secondFactor: boolean;
  readonly email: string;
  /** The token the call came with: a session's, so that signing out ends that one only, or another issuer's. */
  readonly token: string;
}

/** Someone who works here. */
export interface Staff extends User {
  readonly role: "staff" | "admin";
}

/** Someone who may do everything. */
export interface Admin extends Staff {
  readonly role: "admin";
}

/** On whose behalf a use case runs: a signed-in user, nobody yet, or Skyhold itself (webhooks and jobs). */
export type Actor = User | null | "system";

/** How long things last, in seconds, how many there may be, and who is told. */
export interface Policy {
  /** From the hold to its end, unless payment starts before. */
  readonly holdSeconds: number;
  /** From the hold to the last moment at which it may be paid. */
  readonly paySeconds: number;
  /** How many unpaid bookings one account may have at a time. */
  readonly holdLimit: number;
  /** How many unpaid bookings one network (an IPv4 address, an IPv6 /64) may have at a time; 0 for no limit. */
  readonly originLimit: number;
  /** Whether those who work here need a second factor before they may do so. */
  readonly staffNeedSecondFactor: boolean;
  /** How many days after the journey what only the journey needed is deleted. */
  readonly personalDataDays: number;
  /** What staff who are no admins may give back of one booking by their own decision, in whole euros. */
  readonly staffRefundLimit: number;
  /** How long an offer keeps its price. */
  readonly offerSeconds: number;
  /** Where staff are told of what needs them; null where nobody is to be told. */
  readonly staffEmail: string | null;
  /** Who moves the statuses of flights: the clock; the clock and, for a demo, invented delays; or nobody but staff. */
  readonly flightStatusSource: "clock" | "simulated" | "staff";
}

/** Where a call came from; null for what Skyhold does by itself. */
export interface Origin {
  /** The network, as a keyed hash from which no address can be read. */
  readonly network: string | null;
  /** Under which the log knows the call. */
  readonly requestId: string | null;
  /** What the caller's program says of itself. */
  readonly userAgent: string | null;
}

/** Signs and checks what a client carries for us. */
export interface Signer {
  sign(text: string): string;
  /** The signed text, or null when it was not signed here or has been altered. */
  open(signed: string): string | null;
}

/** Encrypts what the database is to hold of a person. */
export interface Vault {
  /** Encrypts a text for one place, such as `profile.address:usr_…`; it opens nowhere else. */
  seal(text: string, place: string): string;
  /** Whether the newest key sealed this. */
  isNewest(sealed: string): boolean;
  /** The text that was sealed for this place. Throws when it was sealed for another, was altered, or its key is gone. */
  open(sealed: string, place: string): string;
}

/** All that a use case may touch. Built once at the edge, narrowed by actor for each call. Time is not here: it comes from the database. */
export interface Context<Who extends Actor = Actor> {
  readonly actor: Who;
  readonly db: Database;
  readonly jobs: Jobs;
  readonly payments: PaymentProvider;
  readonly mailer: Mailer;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly identities: Identities;
  readonly signer: Signer;
  readonly vault: Vault;
  readonly seatBoards: SeatBoards;
  readonly seatMaps: SeatMaps;
  readonly reference: ReferenceCache;
  /** Of payments, by their ids. */
  readonly paymentNews: ChangeNews;
  /** Of the messages of users, by the ids of the users. */
  readonly notificationNews: ChangeNews;
  /** Of bookings and of flights, by their ids. */
  readonly bookingNews: ChangeNews;
  readonly flightNews: FlightNews;
  /** The embedded parts that stand in for real ones. */
  readonly sandbox: Sandbox;
  /** The idempotency key that the call came with; null when it came without. */
  readonly once: OnceOnly | null;
  readonly policy: Policy;
  readonly origin: Origin;
  /** The travellers' web pages, to which mails link; null when they have none. */
  readonly webUrl: string | null;
  /** A new id: the prefix and a UUID that sorts by time (RFC 9562, version 7). */
  readonly newId: (prefix: IdPrefix) => string;
  /** Cryptographically random whole numbers from 0 up to, not including, the bound. */
  readonly randomInt: (bound: number) => number;
}

/** What a context carries that acts for Skyhold itself: no caller, no key, no place that a call comes from. */
export const forItself = {
  actor: "system",
  once: null,
  origin: { network: null, requestId: null, userAgent: null },
} as const satisfies Pick<Context<"system">, "actor" | "once" | "origin">;

/** What may happen while a lock is held: no payment provider, no mail, no second transaction; jobs only inside this one. */
export interface TransactionContext extends Transaction {
  readonly newId: Context["newId"];
  readonly seatMaps: Pick<SeatMaps, "read">;
  readonly origin: Origin;
  enqueue<Name extends JobName>(name: Name, payload: JobPayload<Name>): Promise<void>;
  /** Many jobs of one name, in one statement. */
  enqueueAll<Name extends JobName>(name: Name, payloads: readonly JobPayload<Name>[]): Promise<void>;
}

/**
 * Runs the work in one transaction: all of it is written, with its jobs, or nothing. The first one of a call with an idempotency
 * key is its effect, which is had once, and its result the answer, which is written with it.
 */
export async function transaction<Result>(ctx: Context, work: (tx: TransactionContext) => Promise<Result>): Promise<Result> {
  const call = ctx.once?.made === null ? ctx.once : null;
  const result = await ctx.db.transaction((tx) => {
    const inside: TransactionContext = {
      prisma: tx.prisma,
      run: (statement, values) => tx.run(statement, values),
      newId: ctx.newId,
      seatMaps: ctx.seatMaps,
      origin: ctx.origin,
      enqueue: (name, payload) => ctx.jobs.send(tx, name, payload),
      enqueueAll: (name, payloads) => ctx.jobs.sendAll(tx, name, payloads),
    };
    return call === null ? work(inside) : once(inside, call, () => work(inside));
  });
  if (call) call.made = { answer: result };
  return result;
}
