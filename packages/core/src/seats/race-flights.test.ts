import { expect, test } from "vitest";

import { holdSeats } from "../bookings/hold-seats.ts";
import { isDomainError } from "../errors.ts";
import { makeFlight, offerOver, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";

/** Between one seat's lock and the next, time for everyone else to come. */
const dawdle = (edit: string) => `
  DO $$
  DECLARE source text := pg_get_functiondef('hold_seats'::regproc);
  BEGIN
    source := replace(source, 'PERFORM pg_advisory_xact_lock(q.key)', 'PERFORM pg_advisory_xact_lock(q.key), pg_sleep(0.01)');
    ${edit}
    EXECUTE source;
  END $$`;

const inAskedOrder = "source := replace(source, 'AS w(flight_id, seat_no) ORDER BY 1) q', 'AS w(flight_id, seat_no) OFFSET 0) q');";

/** Ten people want the same two seats, half of them fly out on one flight and back on the other, half the other way round. Answers what the losers got. */
async function collide(core: TestCore): Promise<string[]> {
  const [there, back] = [await makeFlight(core.app.db), await makeFlight(core.app.db)];
  const trips = [(await offerOver(core.app, [there, back])).token, (await offerOver(core.app, [back, there])).token];
  const people = await Promise.all(Array.from({ length: 10 }, () => core.traveller()));
  const codes: string[] = [];
  for (const seat of ["1A", "1B", "1C", "1D"]) {
    const outcomes = await Promise.allSettled(
      people.map((ctx, index) => holdSeats(ctx, { offer: trips[index % 2] ?? "", seats: [[seat], [seat]] }, seat)),
    );
    for (const outcome of outcomes) if (outcome.status === "rejected") codes.push(codeOf(outcome.reason));
    if (codes.includes("40P01")) break;
  }
  return codes;
}

function codeOf(error: unknown): string {
  if (isDomainError(error)) return error.code;
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}

test(
  "trips over the same flights in opposite order never wait for each other in a circle: one gets both seats",
  { timeout: 60_000 },
  async () => {
    await using core = await startTestCore();
    await core.app.db.pool.query(dawdle(""));

    expect(await collide(core)).toEqual(Array.from({ length: 4 * 9 }, () => "SEAT_TAKEN"));
    expect(await core.app.db.prisma.seatClaim.count()).toBe(8);
  },
);

test("negative control: with the locks taken in the order in which they are asked for, they do", { timeout: 60_000 }, async () => {
  await using core = await startTestCore();
  await core.app.db.pool.query(dawdle(inAskedOrder));

  expect(await collide(core)).toContain("40P01");
});
