import type { Statement, Transaction } from "./client.ts";

/** A seat with what the traveller may know of it: never whose it is. */
export interface SeatRow {
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
  readonly state: "free" | "held" | "yours" | "sold" | "blocked";
  /** When the caller's own hold runs out; null for every other seat. */
  readonly heldUntil: string | null;
  /** What an adult pays who chooses it, in minor units; null where it is free of charge. */
  readonly price: { readonly amount: number; readonly currency: string } | null;
}

export interface SeatMapRow {
  readonly flightId: string;
  readonly aircraftName: string;
  readonly layout: string;
  /** False when the map was asked for with a fare brand that does not exist. */
  readonly brandExists: boolean;
  readonly seats: readonly SeatRow[];
}

/** The one statement of a seat map; benchmarks run exactly this text. */
export const seatMapStatement: Statement<SeatMapRow> = {
  name: "seat_map",
  text: `
  SELECT jsonb_build_object('flightId', f.id, 'aircraftName', t.name, 'layout', m.name, 'brandExists', $3::text IS NULL OR r.code IS NOT NULL, 'seats', (
    SELECT jsonb_agg(jsonb_build_object(
        'seat', s.seat_no, 'deck', s.deck, 'row', s.row_no, 'column', s.column_letter, 'cabin', s.cabin, 'position', s.position, 'aisleRight', s.aisle_right,
        'exitRow', s.exit_row, 'bulkhead', s.bulkhead, 'bassinet', s.bassinet, 'extraLegroom', s.extra_legroom, 'overWing', s.over_wing,
        'state', CASE
            WHEN c.id IS NULL THEN 'free'
            WHEN c.block_reason IS NOT NULL THEN 'blocked'
            WHEN b.user_id = $2 THEN 'yours'
            WHEN c.expires_at = 'infinity' THEN 'sold'
            ELSE 'held' END,
        'heldUntil', CASE WHEN b.user_id = $2 AND c.expires_at <> 'infinity' THEN c.expires_at END,
        'price', CASE WHEN fees.fee > 0 THEN jsonb_build_object('amount', fees.fee, 'currency', k.currency) END)
      ORDER BY s.deck, s.row_no, s.column_letter)
      FROM seat s
      LEFT JOIN seat_claim c ON c.flight_id = f.id AND c.seat_no = s.seat_no AND c.released_at IS NULL AND c.expires_at > skyhold_now()
      LEFT JOIN booking b ON b.id = c.booking_id
      LEFT JOIN flight_cabin k ON k.flight_id = f.id AND k.cabin = s.cabin
      CROSS JOIN LATERAL (
        SELECT seat_fee(k.seat_fee_minor, k.legroom_fee_minor, s.extra_legroom OR s.exit_row, coalesce(r.free_seat_selection, false), 'ADT') AS fee) fees
     WHERE s.seat_map_id = f.seat_map_id)) AS answer
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

/** All seats of a flight with their state and price, in one query; null for an unknown flight. */
export async function findSeatMap(db: Transaction, flightId: string, { userId, brand }: SeatMapView): Promise<SeatMapRow | null> {
  return (await db.run(seatMapStatement, [flightId, userId, brand]))[0] ?? null;
}
