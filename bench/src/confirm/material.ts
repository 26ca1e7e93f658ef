import type { Client } from "pg";

import { prepareTravellers } from "../holds/material.ts";
import type { Stage } from "../stage.ts";

/** A booking whose traveller is paying at this moment. */
export interface Unpaid {
  readonly bookingId: string;
  readonly paymentId: string;
  readonly intentId: string;
  readonly amount: number;
  readonly currency: string;
}

/** Flights that are booked in one transaction. */
const batch = 200;

/** Makes so many bookings of two named passengers each that wait for their money, and the payments that are under way. */
export async function prepareUnpaid(stage: Stage, bookings: number): Promise<Unpaid[]> {
  const { admin } = stage;
  await prepareTravellers(stage);
  const { rows } = await admin.query<{ id: string }>(
    "SELECT id FROM flight WHERE sales_close_at > now() + interval '2 days' ORDER BY md5(id)",
  );
  let booked = 0;
  for (let first = 0; booked < bookings && first < rows.length; first += batch)
    booked += await book(
      admin,
      rows.slice(first, first + batch).map(({ id }) => id),
    );
  await admin.query(
    `INSERT INTO payment (id, booking_id, state, amount_minor, currency, stripe_intent_id, client_secret)
     SELECT 'pay_' || uuidv7(), id, 'requires_payment', total_minor, currency, 'pi_' || md5(id), 'pi_' || md5(id) || '_secret' FROM booking`,
  );
  await admin.query("VACUUM ANALYZE");
  // Neighbours in time are on different flights.
  const unpaid = await admin.query<Unpaid>(
    `SELECT booking_id AS "bookingId", id AS "paymentId", stripe_intent_id AS "intentId", amount_minor::float AS amount, currency
       FROM payment ORDER BY md5(id) LIMIT $1`,
    [bookings],
  );
  if (unpaid.rows.length < bookings) throw new Error(`The flights have room for ${unpaid.rows.length} bookings, not for ${bookings}`);
  return unpaid.rows;
}

async function book(admin: Client, flights: readonly string[]): Promise<number> {
  await admin.query("BEGIN; SET LOCAL session_replication_role = replica");
  const { rows } = await admin.query<{ bookings: number }>("SELECT bench.book_flights($1, 'awaiting_payment', 10)::float / 2 AS bookings", [
    flights,
  ]);
  await admin.query("COMMIT");
  return rows[0]?.bookings ?? 0;
}

/** How many bookings are confirmed in full: with a ticket for each passenger, seats for good and balanced books of their own. */
export async function countConfirmed(admin: Client): Promise<number> {
  const { rows } = await admin.query<{ confirmed: number }>(
    `SELECT count(*)::float AS confirmed FROM booking b WHERE b.state = 'confirmed'
        AND (SELECT count(*) FROM ticket t WHERE t.booking_id = b.id) = b.seat_count
        AND (SELECT count(*) FROM seat_claim c WHERE c.booking_id = b.id AND c.released_at IS NULL AND c.expires_at = 'infinity') = b.seat_count
        AND (SELECT count(*) FROM ledger_transaction l WHERE l.booking_id = b.id) = 2`,
  );
  return rows[0]?.confirmed ?? 0;
}
