import { v7 as uuidv7 } from "uuid";

import { BookingId, FlightId } from "../../ids.ts";
import { makeFlight } from "../../testing/index.ts";
import type { TestCore } from "../../testing/index.ts";
import type { Life } from "./life.ts";

/** What each booking costs, in cents. */
export const total = 10_000;

/** What the cheapest of the flights costs that a booking may be changed to. */
export const cheapest = 6000;

/** What a seat in the second row costs more. */
const legroomFee = 2500;

const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
let madeSoFar = 0;

/** Numbers that look random, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

/** Half of the fare comes back, and seats cost; under Flex all of it does, and they are free. */
const half = {
  code: "HALF",
  name: "Half",
  farePercent: 130,
  rank: 2,
  refundPercent: 50,
  changeFeePercent: 15,
  checkedBags: 1,
  freeSeatSelection: false,
};

/** The fare of a life: each third is under Flex. */
export const brandOf = (seed: number) => (seed % 3 === 0 ? "FLEX" : "HALF");

/** For each seed two flights of twelve seats, and a booking that holds 1A of the first, all in a few statements. */
export async function makeLives(core: TestCore, seeds: readonly number[]): Promise<Life[]> {
  const owner = (await core.traveller()).actor;
  const template = await makeFlight(core.app.db, { rows: 2, legroomRows: [2], legroomFee, departsInHours: 96 });
  await core.app.db.prisma.fareBrand.createMany({ data: [half], skipDuplicates: true });
  const lives = seeds.map((seed): Life => {
    const [flightId, otherFlightId] = [FlightId.parse(`flt_${uuidv7()}`), FlightId.parse(`flt_${uuidv7()}`)];
    const ids = { flightId, otherFlightId, bookingId: BookingId.parse(`bkg_${uuidv7()}`) };
    const lists = { jobs: [], outbox: [], told: [], heard: [], log: [], broken: [], payable: [] };
    const own = { intents: new Set<string>(), failedRefunds: 0, quote: null, change: null, dispute: null };
    return { ...ids, ...lists, ...own, seed, core, owner, random: randomFrom(seed) };
  });
  const flights = lives.map(({ flightId }) => flightId);
  const bookings = lives.map(({ bookingId }) => bookingId);
  const numbers = lives.map(() => (madeSoFar += 1));
  const others = lives.map(({ otherFlightId }) => otherFlightId);
  await cloneFlight(core, template, { flights: [...flights, ...others], numbers: [...numbers, ...numbers.map((number) => 5000 + number)] });
  const locators = numbers.map((number) =>
    Array.from({ length: 6 }, (_, place) => letters[Math.floor(number / 32 ** place) % 32]).join(""),
  );
  await core.app.db.pool.query(bookingsOf, [bookings, flights, locators, owner.userId, lives.map(({ seed }) => brandOf(seed))]);
  return lives;
}

interface Clones {
  readonly flights: readonly FlightId[];
  readonly numbers: readonly number[];
}

async function cloneFlight(core: TestCore, template: FlightId, { flights, numbers }: Clones): Promise<void> {
  await core.app.db.pool.query(
    `INSERT INTO flight SELECT (jsonb_populate_record(f, jsonb_build_object('id', w.id, 'flight_number', 1000 + w.number))).*
       FROM flight f, unnest($2::text[], $3::int[]) w(id, number) WHERE f.id = $1`,
    [template, flights, numbers],
  );
  await core.app.db.pool.query(
    `INSERT INTO flight_cabin SELECT (jsonb_populate_record(c, jsonb_build_object('flight_id', w.id))).*
       FROM flight_cabin c, unnest($2::text[]) w(id) WHERE c.flight_id = $1`,
    [template, flights],
  );
}

const bookingsOf = `
  WITH w AS (SELECT *, date_trunc('milliseconds', skyhold_now()) AS now FROM unnest($1::text[], $2::text[], $3::text[], $5::text[]) w(id, flight_id, locator, brand)),
  booked AS (
    INSERT INTO booking (id, record_locator, user_id, hold_key, hold_fingerprint, state, contact_email, currency, total_minor, seat_count, expires_at, pay_by)
    SELECT id, locator, $4, id, '', 'held', 'ana@example.com', 'EUR', ${total}, 1, now + interval '900 s', now + interval '1800 s' FROM w RETURNING id),
  segments AS (
    INSERT INTO booking_segment (id, booking_id, position, flight_id, cabin, fare_brand_code)
    SELECT 'seg_' || w.id, w.id, 0, w.flight_id, 'economy', w.brand FROM w JOIN booked USING (id) RETURNING id),
  passengers AS (
    INSERT INTO passenger (id, booking_id, position, type, given_name, surname, birth_date)
    SELECT 'pax_' || w.id, w.id, 0, 'ADT', 'Ana', 'Novak', '1990-05-17' FROM w JOIN booked USING (id) RETURNING id),
  lines AS (
    INSERT INTO price_line (id, booking_id, position, segment_id, passenger_id, kind, code, label, amount_minor)
    SELECT 'lin_' || w.id, w.id, 0, 'seg_' || w.id, 'pax_' || w.id, 'fare', 'FARE', 'Fare', ${total} FROM w JOIN booked USING (id))
  INSERT INTO seat_claim (booking_id, segment_id, passenger_id, flight_id, seat_no, cabin, expires_at)
  SELECT w.id, 'seg_' || w.id, 'pax_' || w.id, w.flight_id, '1A', 'economy', w.now + interval '900 s'
    FROM w JOIN segments s ON s.id = 'seg_' || w.id JOIN passengers p ON p.id = 'pax_' || w.id`;
