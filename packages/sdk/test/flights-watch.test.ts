import { startTestStack } from "@skyhold/api/testing";
import { makeFlight } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { createClient } from "../src/index.ts";
import type { WatchedFlight } from "../src/index.ts";

const quick = { attempts: 3, baseDelayMs: 1, maxDelayMs: 20 };

test("a flight that is watched tells its gate, its delay and its status, also over connections that are cut", async () => {
  await using stack = await startTestStack({ worker: false });
  const flightId = await makeFlight(stack.database.db);
  const cuts: AbortController[] = [];
  const skyhold = createClient({
    url: stack.url,
    retry: quick,
    fetch: (url, request) => {
      const cut = new AbortController();
      cuts.push(cut);
      return fetch(url, { ...request, signal: AbortSignal.any([request.signal, cut.signal]) });
    },
  });
  const watching = skyhold.flights.watch({ flightId })[Symbol.asyncIterator]();
  const next = async () => (await watching.next()).value as WatchedFlight | undefined;
  const changeTo = async (columns: string) => stack.database.db.pool.query(`UPDATE flight SET ${columns} WHERE id = $1`, [flightId]);
  expect(await next()).toMatchObject({ id: flightId, status: "scheduled", gate: null });

  const gate = next();
  cuts.at(-1)?.abort();
  await changeTo("gate = 'B12'");
  expect(await gate).toMatchObject({ status: "scheduled", gate: "B12" });

  const late = next();
  await changeTo(
    "status = 'delayed', estimate_source = 'staff', estimated_departs_at = departs_at + interval '1 h', estimated_arrives_at = arrives_at + interval '1 h'",
  );
  const delayed = await late;
  expect((delayed?.expectedDeparts.at.getTime() ?? 0) - (delayed?.departs.at.getTime() ?? 0)).toBe(3_600_000);
  expect(cuts).toHaveLength(2);
  await watching.return?.();
});

test("a flight that does not exist is told at once; leaving the loop or aborting the signal ends the watch quietly", async () => {
  await using stack = await startTestStack({ worker: false });
  const skyhold = createClient({ url: stack.url, retry: quick });
  const flightId = await makeFlight(stack.database.db);
  const unknown = skyhold.flights.watch({ flightId: "flt_00000000-0000-7000-8000-000000000000" })[Symbol.asyncIterator]();
  await expect(unknown.next()).rejects.toMatchObject({ code: "NOT_FOUND", details: { what: "flight" } });

  for await (const { status } of skyhold.flights.watch({ flightId })) if (status === "scheduled") break;
  const controller = new AbortController();
  for await (const { id } of skyhold.flights.watch({ flightId }, { signal: controller.signal })) {
    expect(id).toBe(flightId);
    setTimeout(() => controller.abort(), 20);
  }
  for await (const flight of skyhold.flights.watch({ flightId }, { signal: AbortSignal.abort() })) expect(flight).toBe("none");
});
