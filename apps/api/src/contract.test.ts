import { makeAircraft } from "@skyhold/core/testing";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";

import { startTestStack } from "./testing.ts";
import type { TestStack } from "./testing.ts";
import { access } from "./testing/access.ts";
import { hostileValue, nearlyValidInput, validInput } from "./testing/arbitrary-input.ts";
import { callOperation, operations } from "./testing/call-operation.ts";
import { procedures } from "./testing/call-procedure.ts";
import { callers, createCast } from "./testing/cast.ts";
import type { Cast } from "./testing/cast.ts";
import { exampleInputs, openContract } from "./testing/openapi-contract.ts";

/** So many inputs of each kind for each operation; SKYHOLD_FUZZ_RUNS asks for more. */
const numRuns = Number(process.env["SKYHOLD_FUZZ_RUNS"] ?? 3);
// In this order nobody has bookings yet when they ask to be erased.
const names = Object.keys(procedures);
const key = () => ({ "idempotency-key": crypto.randomUUID() });
const faultsOf = openContract();

let stack: TestStack;
let cast: Cast;

beforeAll(async () => {
  stack = await startTestStack({ worker: false, env: { HOLD_LIMIT: "10000" } });
  cast = await createCast(stack);
}, 60_000);

afterAll(() => stack[Symbol.asyncDispose]());

function operationOf(name: string) {
  const operation = operations.get(name);
  if (!operation) throw new Error(`There is no operation ${name}`);
  return operation;
}

test.each(names)("%s gives each caller over REST what tRPC gives, as the document says", async (name) => {
  const row = access[name];
  const got: Record<string, string> = {};
  const faults: string[] = [];
  for (const caller of callers) {
    const input = await row?.input?.(cast, caller);
    const answer = await callOperation(stack.url, name, { input, token: await cast.tokenOf(caller), headers: key() });
    got[caller] = answer.problem?.code ?? "ok";
    faults.push(...faultsOf(operationOf(name), answer).map((fault) => `${caller}: ${fault}`));
  }
  expect(got).toEqual(row?.gives);
  expect(faults).toEqual([]);
});

/** The examples with their days put into the months to come. */
const examples = exampleInputs((date) =>
  Temporal.Now.plainDateISO()
    .add(Temporal.PlainDate.from("2026-11-01").until(date, { largestUnit: "days" }))
    .toString(),
);

test("the examples name an airline and an aircraft that there are, and an extra that there is not yet", async () => {
  const { db } = stack.dependencies;
  await makeAircraft(db, "32N");
  await db.prisma.airline.create({ data: { iata: "NV", icao: "NVA", accountingCode: "998", name: "Nova Air" } });
  await db.prisma.ancillaryRule.deleteMany({ where: { code: "BAG" } });
  expect(examples.size).toBe(names.length + 1);
});

test.each(names)("%s takes the example that the document shows", async (name) => {
  const token = await cast.tokenOf(name.startsWith("admin.") ? "admin" : "traveller");
  const answer = await callOperation(stack.url, name, { token, input: examples.get(name), headers: key() });

  expect(answer.status).toBeLessThan(500);
  // What it names does not exist here; but nothing about it is misspelt, missing or too much.
  expect(answer.problem?.code === "INVALID_INPUT" ? answer.problem : null).toBeNull();
  expect(faultsOf(operationOf(name), answer)).toEqual([]);
});

test.each(names)("%s refuses hostile input with a problem document", async (name) => {
  const schema = procedures[name]?._def.inputs[0] ?? z.never();
  const token = await cast.tokenOf(name.startsWith("admin.") ? "admin" : "traveller");
  const inputs = fc.oneof(
    nearlyValidInput(validInput(schema, {})).map(({ input }) => ({ input })),
    hostileValue.map((input) => ({ input })),
    fc.oneof(fc.string(), fc.constantFrom("{", "[]", "null", '{"__proto__":{"role":"admin"}}', "[".repeat(9000))).map((body) => ({ body })),
  );
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(inputs, async (given) => {
      const answer = await callOperation(stack.url, name, { token, headers: key(), ...given });
      expect(answer.status).toBeLessThan(500);
      expect(faultsOf(operationOf(name), answer)).toEqual([]);
    }),
    { numRuns },
  );
});
