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
