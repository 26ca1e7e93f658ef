import { execFile } from "node:child_process";
import path from "node:path";

import { RecoveryCodes, resealPersonalData } from "@skyhold/core";
import { authenticatorCode } from "@skyhold/core/testing";
import { replaceSealed, sealedFields } from "@skyhold/db";
import { afterAll, beforeAll, expect, test } from "vitest";

import { createVault } from "./adapters/aes-vault.ts";
import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";
import { openAccount } from "./testing/accounts.ts";
import { callProcedure } from "./testing/call-procedure.ts";
import { book } from "./testing/paid-booking.ts";

const [older, newer] = [
  { id: "old", secret: "an-older-sealing-secret-of-some-length" },
  { id: "new", secret: "a-newer-sealing-secret-of-some-length" },
];
const password = "correct horse battery";
const document = { type: "passport", number: "P1234567", issuingCountry: "PT", nationality: "PT", expiresOn: "2036-01-01" };
const profile = {
  birthDate: "1990-05-17",
  address: { lines: ["Rua 1"], city: "Lisboa", postalCode: null, country: "PT" },
  emergencyContact: { name: "Bo", phone: "+351910000000" },
  documents: [document, { ...document, type: "identity_card" }],
};

let stack: TestStack;
let token: string;

beforeAll(async () => {
  stack = await startTestStack({ env: { PERSONAL_DATA_KEYS: `${older.id}:${older.secret}` } });
  const call = async (procedure: string, input: unknown) => {
    const { data, error } = await callProcedure(stack.url, procedure, { token, input });
    expect(error).toBeNull();
    return data;
  };
  ({ token } = await openAccount(stack, { email: "ana@example.com", password, givenName: "Ana", surname: "Lima" }));
  await call("profile.update", profile);
  const { app } = stack.dependencies;
  const code = await authenticatorCode(app, await call("auth.setUpSecondFactor", { password }));
  const { recoveryCodes } = RecoveryCodes.parse(await call("auth.confirmSecondFactor", { code }));
  await call("auth.setUpSecondFactor", { password, code: recoveryCodes[0] });
  const actor = await app.sessions.findUser(token);
  if (!actor) throw new Error("The session is good");
  const { booking } = await book(stack, { ...app, actor });
  await call("bookings.checkIn", { bookingId: booking.id, segment: 0, passengers: [{ passenger: 0, document }] });
}, 60_000);

afterAll(() => stack[Symbol.asyncDispose]());

/** All that is sealed, as it lies in the database. */
async function sealed(): Promise<string[]> {
  const parts = sealedFields.map(({ table, column }) => `SELECT ${column} AS text FROM ${table} WHERE ${column} IS NOT NULL`);
  return (await stack.database.db.pool.query<{ text: string }>(parts.join(" UNION ALL "))).rows.map(({ text }) => text);
}

const sealedBy = async (id: string) => (await sealed()).filter((text) => text.startsWith(`${id}.`)).length;
const withKeys = (...keys: (typeof older)[]) => ({ ...stack.dependencies.app, vault: createVault(keys) });

test("every sealed column of the schema is among those that are sealed anew", async () => {
  const { rows } = await stack.database.db.pool.query<{ name: string }>(
    "SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE '%\\_sealed'",
  );

  expect(rows.map(({ name }) => name).toSorted()).toEqual(sealedFields.map(({ table, column }) => `${table}.${column}`).toSorted());
  // So that the next test shows of each that it opens under its place.
  const parts = sealedFields.map(
    ({ table, column }) => `SELECT '${column}' AS empty WHERE NOT EXISTS (SELECT FROM ${table} WHERE ${column} IS NOT NULL)`,
  );
  expect((await stack.database.db.pool.query(parts.join(" UNION ALL "))).rows).toEqual([]);
});

test("with a new key in front everything is sealed anew, also after an interruption, and the old key may go", async () => {
  expect(await sealedBy("old")).toBe(8);
  const rotated = createVault([newer, older]);
  let seals = 0;
  const interrupted = {
    ...rotated,
    isNewest: (text: string) => {
      seals += 1;
      if (seals > 3) throw new Error("killed");
      return rotated.isNewest(text);
    },
  };
  await expect(resealPersonalData({ ...stack.dependencies.app, vault: interrupted })).rejects.toThrow("killed");
  expect([await sealedBy("old"), await sealedBy("new")]).toEqual([5, 3]);
  const fields = await resealPersonalData(withKeys(newer, older));

  expect(fields.reduce((sum, { resealed }) => sum + resealed, 0)).toBe(5);
  expect([await sealedBy("old"), await sealedBy("new")]).toEqual([0, 8]);
  const before = await sealed();
  await resealPersonalData(withKeys(newer));
  expect(await sealed()).toEqual(before);
  const { id } = await stack.database.db.prisma.user.findFirstOrThrow();
  const { birthDateSealed } = await stack.database.db.prisma.profile.findUniqueOrThrow({ where: { userId: id } });
  expect(createVault([newer]).open(birthDateSealed ?? "", `profile.birth_date:${id}`)).toBe("1990-05-17");
});

test("what is changed between reading and writing is not overwritten", async () => {
  const { prisma } = stack.database.db;
  const { id } = await prisma.user.findFirstOrThrow();
  const { birthDateSealed } = await prisma.profile.findUniqueOrThrow({ where: { userId: id } });
  const field = { table: "profile", column: "birth_date_sealed", id: "user_id" };

  expect(await replaceSealed(stack.database.db, field, { id, sealed: "what it was before", by: "an older value" })).toBe(false);
  expect(await prisma.profile.findUniqueOrThrow({ where: { userId: id } })).toMatchObject({ birthDateSealed });
});

test("what does not open, because its key is gone, is told and left as it is; the others are sealed anew all the same", async () => {
  await stack.database.db.prisma.travelDocument.updateMany({ data: { numberSealed: "lost.a.b.c" } });
  const fields = await resealPersonalData(withKeys(older, newer));

  expect(fields).toContainEqual({ field: "travel_document.number_sealed", resealed: 0, unopened: 2 });
  expect([await sealedBy("lost"), await sealedBy("old")]).toEqual([2, 6]);
});

test("the command says what it has sealed, and whether the older keys may go", async () => {
  const run = (keys: string) =>
    new Promise<{ code: number; text: string }>((resolve) => {
      const env = {
        ...process.env,
        DATABASE_URL: stack.database.url,
        PERSONAL_DATA_KEYS: keys,
        OFFER_SIGNING_KEYS: `k1:${older.secret}`,
        STRIPE_SECRET_KEY: "sk_test_x",
        STRIPE_WEBHOOK_SECRETS: "whsec_x",
        SMTP_URL: "smtp://127.0.0.1:9",
      };
      const command = execFile(process.execPath, [path.join(import.meta.dirname, "reseal.ts")], { env }, (_error, stdout, stderr) => {
        resolve({ code: command.exitCode ?? -1, text: stdout + stderr });
      });
    });
  const keys = `new:${newer.secret},old:${older.secret}`;
  const lost = await run(keys);
  await stack.database.db.prisma.travelDocument.deleteMany();

  expect(lost).toEqual({ code: 1, text: expect.stringMatching(/number_sealed: 0 sealed anew, 2 could not be opened/u) as unknown });
  expect(lost.text).toContain("profile.address_sealed: 1 sealed anew\n");
  expect(await run(keys)).toEqual({ code: 0, text: expect.stringContaining("Everything is sealed under the newest key.\n") as unknown });
});
