import type { BookingRow } from "./booking-document.ts";
import type { Statement, Transaction } from "./client.ts";

/** A booking as one line of a list. Instants are ISO 8601 in UTC, amounts minor units. */
export interface FoundBookingRow extends Pick<
  BookingRow,
  "id" | "recordLocator" | "state" | "createdAt" | "expiresAt" | "now" | "currency" | "total" | "contactEmail"
> {
  readonly paymentUnderWay: boolean;
  readonly passengers: number;
  /** Of the first passenger who is named. */
  readonly name: string | null;
  readonly flights: readonly {
    readonly id: string;
    readonly designator: string;
    readonly origin: string;
    readonly destination: string;
    readonly departsAt: string;
    readonly timeZone: string;
  }[];
}

/** How bookings are looked for. The text has the form of its kind: small letters for an address or a name, 13 digits for a ticket, `NV 123` for a flight. */
export interface BookingSearch {
  readonly by: "everything" | "unpaid" | "confirmed" | "email" | "ticket" | "flight" | "name";
  readonly text: string;
  readonly state: BookingRow["state"] | null;
  readonly flightId: string | null;
  /** The day of a departure at its airport, `2026-12-01`. */
  readonly departureDate: string | null;
  /** Only those that are to be paid and still have time. */
  readonly unpaid: boolean;
  /** The day of UTC on which it was confirmed, `2026-12-01`, cancelled since or not. */
  readonly confirmedOn: string | null;
  readonly beforeId: string | null;
  readonly limit: number;
}

const found = `jsonb_build_object(
  'id', b.id, 'recordLocator', b.record_locator, 'state', b.state, 'createdAt', b.created_at, 'expiresAt', b.expires_at, 'now', (SELECT skyhold_now()),
  'contactEmail', b.contact_email, 'currency', b.currency, 'total', b.total_minor,
  'paymentUnderWay', EXISTS (SELECT FROM payment y WHERE y.booking_id = b.id AND y.state IN ('processing', 'authorised')),
  'passengers', (SELECT count(*) FROM passenger p WHERE p.booking_id = b.id),
  'name', (SELECT concat_ws(' ', p.given_name, p.surname) FROM passenger p
            WHERE p.booking_id = b.id AND p.surname IS NOT NULL ORDER BY p.position LIMIT 1),
  'flights', (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'designator', f.airline_code || ' ' || f.flight_number || f.suffix,
        'origin', f.origin, 'destination', f.destination, 'departsAt', f.departs_at, 'timeZone', o.time_zone) ORDER BY s.position), '[]')
      FROM booking_segment s JOIN flight f ON f.id = s.flight_id JOIN airport o ON o.iata = f.origin WHERE s.booking_id = b.id))`;

/** As the figures of today count them. */
const unpaid = "b.state IN ('held', 'awaiting_payment') AND b.secured_at IS NULL AND b.expires_at > (SELECT skyhold_now())";
const confirmed =
  "b.confirmed_at >= $8::date::timestamp AT TIME ZONE 'UTC' AND b.confirmed_at < ($8::date + 1)::timestamp AT TIME ZONE 'UTC'";

/** One for each way to look, so that each statement has the plan of its own index. Six letters may be a locator or a name, `NV2345` a locator or a flight. */
const conditions: Readonly<Record<BookingSearch["by"], string>> = {
  everything: "$1::text IS NOT NULL",
  unpaid: `$1::text IS NOT NULL AND ${unpaid}`,
  confirmed: `$1::text IS NOT NULL AND ${confirmed}`,
  email: "b.contact_email <> '' AND lower(b.contact_email) LIKE $1 || '%'",
  ticket: "b.id IN (SELECT k.booking_id FROM ticket k WHERE k.number = $1)",
  flight: `b.id IN (SELECT s.booking_id FROM booking_segment s JOIN flight f ON f.id = s.flight_id
            WHERE f.airline_code = left($1, 2) AND f.flight_number = substring($1, '\\d+$|\\d+(?=[A-Z]$)')::int
              AND f.airline_code || ' ' || f.flight_number || f.suffix = $1
            UNION SELECT l.id FROM booking l WHERE l.record_locator = replace($1, ' ', ''))`,
  name: `b.id IN (SELECT l.id FROM booking l WHERE l.record_locator = upper($1)
            UNION SELECT p.booking_id FROM passenger p WHERE p.surname IS NOT NULL AND lower(p.surname) LIKE $1 || '%')`,
};

const statementBy = (by: BookingSearch["by"]): Statement<FoundBookingRow> => ({
  name: `booking_search_${by}`,
  text: `SELECT ${found} AS answer FROM booking b
   WHERE ${conditions[by]} AND ($2::text IS NULL OR b.state::text = $2) AND ($3::text IS NULL OR b.id < $3)
     AND ($4::text IS NULL OR EXISTS (SELECT FROM booking_segment s WHERE s.booking_id = b.id AND s.flight_id = $4))
     AND ($5::date IS NULL OR EXISTS (SELECT FROM booking_segment s JOIN flight f ON f.id = s.flight_id WHERE s.booking_id = b.id AND f.departure_date = $5))
     AND (NOT $7::boolean OR (${unpaid})) AND ($8::date IS NULL OR (${confirmed}))
   ORDER BY b.id DESC LIMIT $6`,
});

/** Bookings of anybody, newest first, from the one after `beforeId`. */
export async function searchBookingRows(db: Transaction, search: BookingSearch): Promise<FoundBookingRow[]> {
  const { by, state, flightId, departureDate, unpaid: onlyUnpaid, confirmedOn, beforeId, limit } = search;
  // In LIKE, these three are no letters.
  const text = by === "email" || by === "name" ? search.text.replaceAll(/[%_\\]/gu, String.raw`\$&`) : search.text;
  return db.run(statementBy(by), [text, state, beforeId, flightId, departureDate, limit, onlyUnpaid, confirmedOn]);
}
