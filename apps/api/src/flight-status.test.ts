import { makeFlight } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { callers, createCast } from "./testing/cast.ts";
import { startTestStack } from "./testing.ts";

test("the path that older clients know runs the statuses for staff, and refuses everyone else by name", async () => {
  await using stack = await startTestStack({ worker: false });
  const cast = await createCast(stack);
  const flight = await makeFlight(stack.database.db, { departsInHours: 1 });
  await stack.database.advanceClock(2 * 3600);
  const outcomes: Record<string, unknown> = {};
  for (const caller of callers) {
    const token = await cast.tokenOf(caller);
    const response = await fetch(`${stack.url}/flight-status/update`, {
      method: "POST",
      headers: { ...(token !== null && { authorization: `Bearer ${token}` }) },
    });
    const { code } = (await response.json()) as { code?: string };
    outcomes[caller] = [response.status, code ?? "ok"];
  }
  expect(outcomes).toEqual({
    nobody: [401, "UNAUTHENTICATED"],
    guest: [403, "FORBIDDEN"],
    traveller: [403, "FORBIDDEN"],
    otherTraveller: [403, "FORBIDDEN"],
    staff: [200, "ok"],
    admin: [200, "ok"],
    disabled: [401, "UNAUTHENTICATED"],
    expired: [401, "UNAUTHENTICATED"],
  });
  expect((await stack.database.db.prisma.flight.findUniqueOrThrow({ where: { id: flight } })).status).toBe("in_air");
});

test("what cannot be so of a flight is refused by name and field, and the flight is as it was", async () => {
  await using stack = await startTestStack({ worker: false });
  const token = await (await createCast(stack)).tokenOf("staff");
  const flightId = await makeFlight(stack.database.db, { departsInHours: 1 });
  const call = async (method: string, path: string, input: object) => {
    const response = await fetch(`${stack.url}/api/v1/admin/flights/${flightId}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    return (await response.json()) as object;
  };
  const refused = (path: string) => ({ code: "INVALID_INPUT", details: { fields: [{ path }] } });
  const reason = "a slip";
  await call("PUT", "status", { status: "in_air", reason: "told by the tower" });
  const read = () => stack.database.db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const before = await read();

  expect(before.status).toBe("in_air");
  expect(await call("PUT", "gate", { gate: "Z99999", reason })).toMatchObject(refused("gate"));
  expect(await call("PUT", "gate", { gate: "A1", terminal: "main hall", reason })).toMatchObject(refused("terminal"));
  expect(await call("PUT", "status", { status: "scheduled", reason })).toMatchObject(refused("status"));
  expect(await call("PUT", "status", { status: "boarding", reason })).toMatchObject({
    code: "FLIGHT_STATE",
    details: { status: "in_air" },
  });
  const barcode = "4006381333931";
  expect(await call("POST", "scan", { barcode })).toMatchObject({ code: "BOARDING_PASS_INVALID", details: { why: "unreadable" } });
  expect(await read()).toEqual(before);
});
