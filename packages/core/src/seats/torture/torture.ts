import { auditInvariants } from "@skyhold/db";

import type { Context, User } from "../../context.ts";
import type { FlightId } from "../../ids.ts";
import { openOffer, sealOffer } from "../../search/offer.ts";
import { findOffer, makeFlight } from "../../testing/index.ts";
import type { TestCore } from "../../testing/index.ts";
import { checkHistory } from "./check-history.ts";
import type { Call, Facts, Violation } from "./history.ts";
import { closeUp } from "./payments.ts";
import { planOf } from "./plan.ts";
import { takeStep } from "./take-step.ts";
import { trueClock } from "./world.ts";
import type { World } from "./world.ts";

/** Twice as many clients as travellers: each is signed in on two devices. */
const travellers = 8;

/** One round on a flight of its own: everyone at once, as planned from the seed; then what they saw is judged. */
export async function torture(
  core: TestCore,
  seed: number,
  steps = 20,
): Promise<{ calls: readonly Call[]; violations: readonly Violation[] }> {
  const world = await openRound(core);
  const people = [...world.bookings.keys()];
  await Promise.all(
    planOf(seed, travellers * 2, steps).map(async (plan, client) => {
      const ctx = people[client % travellers];
      if (ctx) for (const step of plan) await takeStep(world, ctx, step);
    }),
  );
  await closeUp(world);
  const { results } = await auditInvariants(core.app.db, { production: false });
  const broken = results.filter(({ holds }) => !holds);
  return {
    calls: world.calls,
    violations: [
      ...checkHistory(world.calls, await factsOf(core, world.flightId)),
      ...broken.map(({ name, rows }) => ({ kind: "invariant" as const, sentence: `${name}: ${JSON.stringify(rows)}` })),
    ],
  };
}

async function openRound(core: TestCore): Promise<World> {
  // A day of its own: no crowd of other rounds' flights in its search.
  await core.database.advanceClock(86_400);
  const flightId = await makeFlight(core.app.db, { rows: 2, departsInHours: 200 });
  const people = await Promise.all(Array.from({ length: travellers }, () => core.traveller()));
  const clerk = await core.traveller();
  return {
    core,
    flightId,
    clerk: { ...clerk, actor: { ...clerk.actor, role: "staff" } },
    offers: await Promise.all([1, 2, 3].map((adults) => lastingOffer(clerk, flightId, adults))),
    bookings: new Map(people.map((ctx) => [ctx, []])),
    intents: [],
    messages: [],
    calls: [],
    moment: 0,
  };
}

/** An offer that outlives the round: how offers run out is another test's subject. */
async function lastingOffer(ctx: Context<User>, flightId: FlightId, adults: number): Promise<string> {
  const { token } = await findOffer(ctx, flightId, { adults, children: 0, infants: 0 });
  return sealOffer(ctx, { ...openOffer(ctx, token), expiresAt: "2999-12-31T00:00:00.000Z" });
}

async function factsOf(core: TestCore, flightId: FlightId): Promise<Facts> {
  const ask = async <Row extends object>(sql: string) => (await core.app.db.pool.query<Row>(sql, [flightId])).rows;
  const live = "c.flight_id = $1 AND c.released_at IS NULL AND c.expires_at > skyhold_clock()";
  return {
    clock: await trueClock(core),
    bookings: await ask<Facts["bookings"][number]>(
      `SELECT b.id, b.state, coalesce((SELECT jsonb_agg(c.seat_no) FROM seat_claim c WHERE c.booking_id = b.id AND ${live}), '[]') AS seats
         FROM booking b JOIN booking_segment s ON s.booking_id = b.id WHERE s.flight_id = $1`,
    ),
    claims: await ask<Facts["claims"][number]>(
      `SELECT c.seat_no AS seat, coalesce(c.booking_id, 'staff') AS holder FROM seat_claim c WHERE ${live}`,
    ),
    overlaps: await ask<Facts["overlaps"][number]>(
      `WITH tenure AS (
         SELECT c.id, c.seat_no, coalesce(c.booking_id, 'staff') AS holder,
                tstzrange(c.claimed_at, greatest(c.claimed_at, least(c.released_at, c.expires_at))) AS span
           FROM seat_claim c WHERE c.flight_id = $1)
       SELECT a.seat_no AS seat, jsonb_build_array(a.holder, b.holder) AS holders
         FROM tenure a JOIN tenure b ON a.seat_no = b.seat_no AND a.id < b.id AND a.span && b.span`,
    ),
  };
}
