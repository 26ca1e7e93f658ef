import type { Statement, Transaction } from "./client.ts";

/** A seat of an aircraft's layout: what stays the same from flight to flight. */
export interface LayoutSeat {
  readonly seat: string;
  readonly deck: number;
  readonly row: number;
  readonly column: string;
  readonly cabin: "economy" | "premium_economy" | "business" | "first";
  readonly position: "window" | "middle" | "aisle";
  readonly aisleRight: boolean;
  readonly exitRow: boolean;
  readonly bulkhead: boolean;
  readonly bassinet: boolean;
  readonly extraLegroom: boolean;
  readonly overWing: boolean;
}

/** The seats of a layout by deck, row and letter. */
export interface SeatLayout {
  /** Another one whenever a seat of the layout has changed. */
  readonly version: string;
  readonly seats: readonly LayoutSeat[];
}

/** What an adult pays for a seat of a cabin, in minor units; 0 where it is free of charge. */
export interface CabinFees {
  readonly currency: string;
  readonly seat: number;
  /** For one with more legroom, or in an exit row. */
  readonly legroom: number;
}

/** The seats of a flight that are not free. */
export interface TakenSeats {
  readonly seats: readonly string[];
  /** When the caller's own hold of each runs out; `infinity` once it is sold. Null for other states. */
  readonly until: readonly string[] | null;
}

/** All of a flight's seat map that may change from one moment to the next, and which layout it belongs to. */
export interface SeatStates {
  readonly aircraftName: string;
  readonly seatMapId: string;
  readonly layoutVersion: string;
  /** False when it was asked for with a fare brand that does not exist. */
  readonly brandExists: boolean;
  readonly fees: Readonly<Partial<Record<LayoutSeat["cabin"], CabinFees>>> | null;
  readonly taken: Readonly<Partial<Record<"held" | "yours" | "sold" | "blocked", TakenSeats>>> | null;
}

/**
 * The one statement of a seat map; benchmarks run exactly this text. The clock is asked in a query of its own, and so once: in
 * a condition it would be called for each claim.
 */
export const seatStatesStatement: Statement<SeatStates> = {
  name: "seat_states",
  text: `
  SELECT json_build_object('aircraftName', t.name, 'seatMapId', m.id, 'layoutVersion', m.layout_version, 'brandExists', $3::text IS NULL OR r.code IS NOT NULL,
    'fees', (
      SELECT json_object_agg(k.cabin, json_build_object('currency', k.currency,
          'seat', seat_fee(k.seat_fee_minor, k.legroom_fee_minor, false, coalesce(r.free_seat_selection, false), 'ADT'),
          'legroom', seat_fee(k.seat_fee_minor, k.legroom_fee_minor, true, coalesce(r.free_seat_selection, false), 'ADT')))
        FROM flight_cabin k WHERE k.flight_id = f.id),
    'taken', (
      SELECT json_object_agg(q.state, json_build_object('seats', q.seats, 'until', CASE WHEN q.state = 'yours' THEN q.until END)) FROM (
        SELECT CASE
              WHEN c.block_reason IS NOT NULL THEN 'blocked'
              WHEN $2::text IS NOT NULL AND (SELECT b.user_id FROM booking b WHERE b.id = c.booking_id) = $2 THEN 'yours'
              WHEN c.expires_at = 'infinity' THEN 'sold'
              ELSE 'held' END AS state,
            array_agg(c.seat_no) AS seats, array_agg(c.expires_at) AS until
          FROM seat_claim c
         WHERE c.flight_id = f.id AND c.released_at IS NULL AND c.expires_at > (SELECT skyhold_now())
         GROUP BY 1) q)) AS answer
    FROM flight f
    JOIN aircraft_type t ON t.iata = f.aircraft_type_code
    JOIN seat_map m ON m.id = f.seat_map_id
    LEFT JOIN fare_brand r ON r.code = $3
   WHERE f.id = $1`,
};

/** Whose own seats are told from others', and the fare brand whose terms the prices are under: null for both is as a stranger sees it, at list prices. */
export interface SeatMapView {
  readonly userId: string | null;
  readonly brand: string | null;
}

/** Which seats of a flight are taken, and what each costs, in one query; null for an unknown flight. */
export async function readSeatStates(db: Transaction, flightId: string, { userId, brand }: SeatMapView): Promise<SeatStates | null> {
  return (await db.run(seatStatesStatement, [flightId, userId, brand]))[0] ?? null;
}

const layoutStatement: Statement<SeatLayout> = {
  name: "seat_layout",
  text: `
  SELECT json_build_object('version', m.layout_version, 'seats', (
    SELECT coalesce(json_agg(json_build_object(
        'seat', s.seat_no, 'deck', s.deck, 'row', s.row_no, 'column', s.column_letter, 'cabin', s.cabin, 'position', s.position, 'aisleRight', s.aisle_right,
        'exitRow', s.exit_row, 'bulkhead', s.bulkhead, 'bassinet', s.bassinet, 'extraLegroom', s.extra_legroom, 'overWing', s.over_wing)
      ORDER BY s.deck, s.row_no, s.column_letter), '[]')
      FROM seat s WHERE s.seat_map_id = m.id)) AS answer
    FROM seat_map m WHERE m.id = $1`,
};

/** A layout with all its seats, to be kept for as long as its version stays the same; null for an unknown one. */
export async function readSeatLayout(db: Transaction, seatMapId: string): Promise<SeatLayout | null> {
  return (await db.run(layoutStatement, [seatMapId]))[0] ?? null;
}
