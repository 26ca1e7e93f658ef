import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";
import { hostileInput, hostileWire, nearlyValidInput, validInput } from "./testing/arbitrary-input.ts";
import type { Known } from "./testing/arbitrary-input.ts";
import { callProcedure, procedures } from "./testing/call-procedure.ts";
import type { ProcedureAnswer } from "./testing/call-procedure.ts";
import { createCast } from "./testing/cast.ts";
import type { Cast } from "./testing/cast.ts";

/** So many inputs of each kind for each procedure; SKYHOLD_FUZZ_RUNS asks for more. */
const numRuns = Number(process.env["SKYHOLD_FUZZ_RUNS"] ?? 3);
const timeout = 60_000 + numRuns * 1000;

let stack: TestStack;
let cast: Cast;
let known: Known;

beforeAll(async () => {
  stack = await startTestStack({ worker: false, env: { HOLD_LIMIT: "10000" } });
  cast = await createCast(stack);
  const [bookingId, paymentId, offer] = [await cast.heldBooking(), await cast.openPayment(), await cast.offer()];
  const one = (value: unknown) => fc.constant(value);
  known = {
    bookingId: one(bookingId),
    paymentId: one(paymentId),
    offer: one(offer),
    flightId: one(cast.flightId),
    userId: fc.constantFrom(await cast.newUser(), await cast.newUser()),
    sessionId: one(await cast.openSession()),
    email: fc.stringMatching(/^[a-z]{1,12}@[a-z]{1,12}\.example$/u),
    origin: fc.constantFrom("CDG", "PAR", "LIS"),
    destination: fc.constantFrom("LIS", "CDG", "XXX"),
  };
}, 60_000);

afterAll(() => stack[Symbol.asyncDispose]());

const schemaOf = (path: string): z.ZodType => procedures[path]?._def.inputs[0] ?? z.never();

/** The traveller for what is a traveller's, the admin for the rest: whoever gets furthest. */
async function call(path: string, given: { input?: unknown; wire?: string }): Promise<ProcedureAnswer> {
  return callProcedure(stack.url, path, { ...given, token: await cast.tokenOf(path.startsWith("admin.") ? "admin" : "traveller") });
}

function checkSound(path: string, { status, data, error }: ProcedureAnswer): void {
  expect(status).toBeLessThan(500);
  if (error || procedures[path]?._def.type === "subscription") return;
  expect(procedures[path]?._def.output.safeParse(data).error).toBeUndefined();
}

test.each(Object.keys(procedures))("%s answers what its schema allows, and answers as its output says", { timeout }, async (path) => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(validInput(schemaOf(path), known), async (input) => {
      checkSound(path, await call(path, { input }));
    }),
    { numRuns },
  );
});

test.each(Object.keys(procedures))("%s names the field that is wrong", { timeout }, async (path) => {
  const schema = schemaOf(path);
  await fc.assert(
    fc.asyncProperty(nearlyValidInput(validInput(schema, known)), async ({ before, input, path: field }) => {
      // As plain JSON: our own encoder would not let some of these names pass.
      const answer = await call(path, { wire: JSON.stringify({ json: input }) });
      checkSound(path, answer);
      if (schema.safeParse(input).success || !schema.safeParse(before).success) return;
      expect(answer.status).toBe(400);
      const { details } = answer.error?.data ?? {};
      const fields = details && "fields" in details ? details.fields : [];
      const told = fields.map((fault) => `${fault.path} ${fault.message}`.replaceAll(/\[(?=\d)/gu, ".["));
      expect(
        told.some((text) => text.includes(field.split(".")[0] ?? "")),
        `${JSON.stringify(told)} should name ${field}`,
      ).toBe(true);
    }),
    { numRuns },
  );
});

test.each(Object.keys(procedures))("%s takes whatever is thrown at it", { timeout }, async (path) => {
  const thrown = fc.oneof(
    hostileInput.map((input) => ({ input })),
    hostileWire.map((wire) => ({ wire })),
  );
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(thrown, async (given) => {
      checkSound(path, await call(path, given));
    }),
    { numRuns },
  );
});

const roleless = Object.keys(procedures).filter((path) => {
  const schema = schemaOf(path);
  return schema instanceof z.ZodObject && !("role" in schema.shape);
});

test.each(roleless)("%s takes no role from its caller", async (path) => {
  const [input] = fc.sample(validInput(schemaOf(path), known), 1);
  const { status, error } = await call(path, { input: Object.assign({}, input, { role: "admin" }) });

  expect(status).toBe(400);
  expect(JSON.stringify(error)).toContain("role");
});

test("a request longer than anyone needs is refused in the same words as every other fault", async () => {
  const refused = await callProcedure(stack.url, "auth.me", { input: "a".repeat(20_000) });

  expect(refused).toMatchObject({ status: 400, error: { data: { code: "INVALID_INPUT", status: 400 } } });
});
