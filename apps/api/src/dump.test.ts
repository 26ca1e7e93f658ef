import { purgeSessions } from "@skyhold/core";
import { authenticatorCode, hold, makeFlight } from "@skyhold/core/testing";
import type { Context, User } from "@skyhold/core";
import { expect, test } from "vitest";
import { z } from "zod";

import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";
import { registerByMail } from "./testing/accounts.ts";
import { callProcedure } from "./testing/call-procedure.ts";
import { book, eventually } from "./testing/paid-booking.ts";
import { startIssuer } from "./testing/token-issuer.ts";

const password = "canary horse battery";
const email = "canary-mail@example.com";
const profile = {
  phone: "+351 210 000 001",
  birthDate: "1977-07-07",
  address: { lines: ["Rua Canarystreet 1"], city: "Canarytown", postalCode: "7777-077", country: "PT" },
  emergencyContact: { name: "Canary Contact", phone: "+351910000077" },
  documents: [{ type: "passport", number: "CANARY12345", issuingCountry: "PT", nationality: "PT", expiresOn: "2036-01-01" }],
};

/** All that the database holds, of every schema, the queue's too: what a thief of a backup has. */
async function dump({ database }: TestStack): Promise<string> {
  const { pool } = database.db;
  const { rows: tables } = await pool.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  const parts: string[] = [];
  for (const { name } of tables)
    parts.push((await pool.query<{ text: string | null }>(`SELECT json_agg(t)::text AS text FROM ${name} t`)).rows[0]?.text ?? "");
  return parts.join("\n");
}

type Call = (path: string, input?: unknown, token?: string) => ReturnType<typeof callProcedure>;

/** Someone who has done everything that leaves something behind; answers what must be nowhere, and their session. */
async function live(stack: TestStack, call: Call, foreign: string) {
  const person = { email, password, givenName: "Canarygiven", surname: "Canarysurname" };
  const { token } = await registerByMail(stack, person);
  await call("auth.requestPasswordReset", { email });
  await call("auth.register", person);
  await call("auth.register", { ...person, email: "canary-waiting@example.com" });
  await eventually(() => Promise.resolve(stack.mailbox.list().length === 4));
  const codes = stack.mailbox.list().map(({ text }) => /Code: (\w+)/u.exec(text ?? "")?.[1] ?? "");
  await call("profile.update", profile, token);
  await call("auth.linkIdentity", { password, token: foreign }, token);
  const factor = await call("auth.setUpSecondFactor", { password }, token);
  const { secret } = z.object({ secret: z.string() }).parse(factor.data);
  const confirmed = await call("auth.confirmSecondFactor", { code: await authenticatorCode(stack.dependencies.app, factor.data) }, token);
  const { recoveryCodes } = z.object({ recoveryCodes: z.array(z.string()) }).parse(confirmed.data);
  const recovery = recoveryCodes.map((code) => code.replaceAll("-", ""));
  return { token, codes, recovery, secrets: [token, foreign, password, secret, ...codes, ...recovery] };
}

/** Names someone under an idempotency key, whose answer is kept for a day, and lets the booking go. */
async function nameOnce(stack: TestStack, owner: Context<User>): Promise<void> {
  const { id: bookingId } = await hold(owner, await makeFlight(stack.dependencies.db), ["1A"]);
  const passengers = [{ givenName: "Canaryname", surname: "Canarypassenger", birthDate: "1990-05-17" }];
  const headers = {
    "content-type": "application/json",
    authorization: `Bearer ${owner.actor.token}`,
    "idempotency-key": "a-key-of-this-test",
  };
  const body = JSON.stringify({ json: { bookingId, passengers } });
  expect((await fetch(`${stack.url}/trpc/bookings.setPassengers`, { method: "POST", headers, body })).status).toBe(200);
  await callProcedure(stack.url, "bookings.release", { token: owner.actor.token, input: { bookingId } });
}

async function actorOf({ dependencies: { app } }: TestStack, token: string): Promise<Context<User>> {
  const actor = await app.sessions.findUser(token);
  if (!actor) throw new Error("The session is not good any more");
  return { ...app, actor };
}

/** What a table holds of texts, each of which a thief would try. */
async function textsOf({ database }: TestStack, table: string): Promise<string[]> {
  const { rows } = await database.db.pool.query<Record<string, unknown>>(`SELECT * FROM ${table}`);
  return rows.flatMap((row) => Object.values(row).filter((value) => typeof value === "string"));
}

test("who has a copy of the database can sign in with nothing in it; an erased person is not in it, and their tickets and books are", async () => {
  await using issuer = await startIssuer();
  await using stack = await startTestStack({ env: { TOKEN_ISSUERS: JSON.stringify([issuer.trusted]) } });
  const call: Call = (path, input, token) => callProcedure(stack.url, path, { input, ...(token !== undefined && { token }) });
  const { token, codes, recovery, secrets } = await live(stack, call, await issuer.sign({ sub: "canary-subject", email }));
  expect([...secrets, ...codes].every((secret) => secret.length > 10)).toBe(true);
  const stolen = await dump(stack);
  for (const secret of [...secrets, "CANARY12345", "Canarystreet", "Canarytown", "Canary Contact", "1977-07-07"])
    expect(stolen).not.toContain(secret);
  expect(stolen).toContain(email);

  const tables = ["session", "account_token", "user_account", "second_factor", "recovery_code", "external_identity", "registration"];
  const texts = (await Promise.all(tables.map((table) => textsOf(stack, table)))).flat();
  expect(texts.length).toBeGreaterThan(20);
  for (const text of texts.filter((each) => /^[\x21-\x7E]+$/u.test(each))) {
    expect((await call("auth.me", undefined, text)).error?.data.code).toBe("UNAUTHENTICATED");
    const reset = await call("auth.resetPassword", { token: text, newPassword: "a staple that nobody knows" });
    expect(["TOKEN_INVALID", "INVALID_INPUT"]).toContain(reset.error?.data.code);
    const confirmed = await call("auth.confirmRegistration", { token: text, password });
    expect(["TOKEN_INVALID", "INVALID_INPUT"]).toContain(confirmed.error?.data.code);
    const login = await call("auth.login", { email, password: text.slice(0, 128) });
    expect(login.error?.data.code).toBe("CREDENTIALS_WRONG");
  }

  const owner = await actorOf(stack, token);
  const { booking } = await book(stack, owner);
  await stack.database.advanceClock(3 * 86_400);
  // Whoever never came back for their registration is forgotten each night.
  await purgeSessions(stack.dependencies.app);
  await nameOnce(stack, owner);
  await eventually(async () => (await stack.database.db.prisma.notification.count({ where: { state: "pending" } })) === 0);
  const facts = async () => {
    const { prisma } = stack.database.db;
    return [
      await prisma.ticket.findMany(),
      await prisma.priceLine.findMany(),
      await prisma.ledgerEntry.findMany(),
      await prisma.payment.count(),
    ];
  };
  const before = await facts();
  expect(await dump(stack)).toMatch(/Novák[^]*4242|4242[^]*Novák/u);
  expect((await stack.database.db.prisma.idempotencyRecord.findMany()).length).toBe(1);
  expect((await call("profile.erase", { password, code: recovery[0] }, token)).error).toBeNull();

  const left = await dump(stack);
  for (const personal of [
    /canary/iu,
    /Novák|1990-05-17/u,
    /4242/u,
    /351\D?210\D?000\D?001/u,
    ...secrets.map((secret) => new RegExp(secret, "u")),
  ])
    expect(left).not.toMatch(personal);
  expect(await facts()).toEqual(before);
  expect(left).toContain(booking.recordLocator);
}, 120_000);
