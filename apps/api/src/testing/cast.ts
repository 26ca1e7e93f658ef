import { createHash } from "node:crypto";

import { holdForAnyone } from "@skyhold/core";
import type { Context, User } from "@skyhold/core";
import { findOffer, hold, holdUpToPayment, makeAircraft, makeFlight } from "@skyhold/core/testing";
import type { FlightId } from "@skyhold/core/testing";
import { v7 as uuidv7 } from "uuid";

import type { TestStack } from "../testing.ts";

/** Everyone who may come to the API. `traveller` owns the things that calls are about. */
export const callers = ["nobody", "guest", "traveller", "otherTraveller", "staff", "admin", "disabled", "expired"] as const;
export type Caller = (typeof callers)[number];

/** People with sessions, and things that belong to one of them. */
export interface Cast {
  readonly stack: TestStack;
  readonly flightId: FlightId;
  /** The password of everyone. */
  readonly password: string;
  readonly userIdOf: (caller: Caller) => string;
  readonly emailOf: (caller: Caller) => string;
  /** A new session of this caller, for a guest with a booking of their own; null for nobody, no longer good for the disabled and the expired. */
  readonly tokenOf: (caller: Caller) => Promise<string | null>;
  /** A new booking of the traveller's, held. */
  readonly heldBooking: () => Promise<string>;
  /** A new booking of the traveller's, as one looks it up. */
  readonly bookingToFind: () => Promise<{ recordLocator: string; surname: string }>;
  /** A new offer for one adult. */
  readonly offer: () => Promise<string>;
  /** A payment of the traveller's that waits for a card. */
  readonly openPayment: () => Promise<string>;
  /** A new user, verified, of whom nobody else knows. */
  readonly newUser: () => Promise<string>;
  /** A new session of the traveller's, by its id. */
  readonly openSession: () => Promise<string>;
  /** A code as the traveller would find it in a mail. */
  readonly mailedToken: (purpose: "verify_email" | "reset_password") => Promise<string>;
  /** A code as whoever has just registered would find it in a mail. */
  readonly registrationToken: () => Promise<string>;
  /** A message to the traveller, sent. */
  readonly message: () => Promise<string>;
  /** A seat that nobody has asked for. */
  readonly nextSeat: () => string;
}

const password = "correct horse battery";

/** Makes the people and a flight of 540 seats, whose holds nobody limits: start the stack with a high HOLD_LIMIT. */
export async function createCast(stack: TestStack): Promise<Cast> {
  const { app, db } = stack.dependencies;
  const flightId = await makeFlight(db, { rows: 90 });
  await makeAircraft(db, "32W");
  const passwordHash = await app.passwords.hash(password);
  const people = new Map<Caller, User>();
  for (const caller of callers) if (caller !== "guest") people.set(caller, await makePerson(stack, caller, passwordHash));
  const userIdOf = (caller: Caller) => present(people.get(caller)).userId;
  const owner = { ...app, actor: present(people.get("traveller")) } satisfies Context<User>;
  const nextSeat = seatsInOrder();
  return {
    stack,
    flightId,
    password,
    nextSeat,
    userIdOf,
    emailOf: (caller) => present(people.get(caller)).email,
    tokenOf: async (caller) => {
      if (caller === "nobody") return null;
      if (caller === "guest") return openGuest(stack, flightId, nextSeat());
      await revive(stack, present(people.get(caller)), passwordHash);
      const { token } = await app.sessions.open(userIdOf(caller));
      if (caller === "expired")
        await db.pool.query("UPDATE session SET expires_at = now() - interval '1 s' WHERE user_id = $1", [userIdOf(caller)]);
      return token;
    },
    heldBooking: async () => (await hold(owner, flightId, [nextSeat()])).id,
    offer: async () => (await findOffer(owner, flightId)).token,
    bookingToFind: async () => {
      const { booking } = await holdUpToPayment(owner, flightId, [nextSeat()]);
      return { recordLocator: booking.recordLocator, surname: "novak" };
    },
    newUser: () => makeUser(stack),
    openSession: () => openSession(stack, present(people.get("traveller"))),
    mailedToken: (purpose) => storeToken(stack, present(people.get("traveller")), purpose),
    registrationToken: () => storeRegistration(stack, passwordHash),
    message: () => storeMessage(stack, userIdOf("traveller")),
    openPayment: async () => (await holdUpToPayment(owner, flightId, [nextSeat()])).paymentId,
  };
}

function seatsInOrder(): () => string {
  let seat = 0;
  return () => {
    seat += 1;
    return `${Math.ceil(seat / 6)}${"ABCDEF"[seat % 6] ?? "A"}`;
  };
}

async function openGuest({ dependencies: { app } }: TestStack, flightId: FlightId, seat: string): Promise<string | null> {
  const { token: offer } = await findOffer(app, flightId);
  const input = { offer, seats: [[seat]], contact: { email: "guest@example.com" } };
  return (await holdForAnyone({ ...app, actor: null }, input, uuidv7())).guestToken;
}

async function openSession({ dependencies: { app } }: TestStack, user: User): Promise<string> {
  const { token } = await app.sessions.open(user.userId);
  const sessions = await app.sessions.list({ ...user, token });
  return sessions.find(({ current }) => current)?.id ?? "";
}

async function storeToken({ dependencies: { db } }: TestStack, { userId, email }: User, purpose: string): Promise<string> {
  const token = uuidv7();
  const tokenHash = createHash("sha256").update(token).digest("hex");
  await db.prisma.accountToken.create({ data: { tokenHash, purpose, userId, email, expiresAt: new Date(Date.now() + 60_000) } });
  return token;
}

async function storeRegistration({ dependencies: { db } }: TestStack, passwordHash: string): Promise<string> {
  const token = uuidv7();
  const tokenHash = createHash("sha256").update(token).digest("hex");
  const names = { givenName: "Bo", surname: "Lima" };
  await db.prisma.registration.create({ data: { id: `rgn_${token}`, email: `${token}@example.com`, ...names, passwordHash, tokenHash } });
  return token;
}

async function storeMessage({ dependencies: { db } }: TestStack, userId: string): Promise<string> {
  const id = `ntf_${uuidv7()}`;
  const about = { kind: "account.password_changed", title: "Your password was changed", summary: "It was changed." };
  await db.prisma.notification.create({
    data: { id, userId, ...about, recipient: "traveller@example.com", dedupeKey: id, state: "sent", sentAt: new Date() },
  });
  return id;
}

/** Whoever was erased by the call before comes back. */
async function revive({ dependencies: { db } }: TestStack, { userId, email }: User, passwordHash: string): Promise<void> {
  await db.prisma.user.updateMany({
    where: { id: userId, NOT: { email } },
    data: { email, passwordHash, disabledAt: null, emailVerifiedAt: new Date() },
  });
}

async function makePerson({ dependencies: { db } }: TestStack, caller: Caller, passwordHash: string): Promise<User> {
  const email = `${caller.toLowerCase()}@example.com`;
  const role = caller === "staff" || caller === "admin" ? caller : "traveller";
  const id: User["userId"] = `usr_${uuidv7()}`;
  const disabledAt = caller === "disabled" ? new Date() : null;
  await db.prisma.user.create({
    data: { id, email, givenName: "Ana", surname: "Novak", role, passwordHash, disabledAt, emailVerifiedAt: new Date() },
  });
  return { userId: id, kind: "account", secondFactor: false, email, role, token: "" };
}

async function makeUser({ dependencies: { db } }: TestStack): Promise<string> {
  const id = `usr_${uuidv7()}`;
  const names = { givenName: "Bo", surname: "Lima" };
  await db.prisma.user.create({ data: { id, email: `${id}@example.com`, ...names, emailVerifiedAt: new Date() } });
  return id;
}

function present<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error("Everyone of the cast is made");
  return thing;
}
