import type { Database } from "@skyhold/db";

import type { Ledger } from "../ledger.ts";
import type { MailSink } from "../mail-sink.ts";

/** What became of the mails. */
export interface MailFindings {
  /** On record and never taken by the mail server, or not on record for a booking whose confirmation was seen. */
  readonly mailsLost: number;
  /** Under a Message-ID of their own although the same was said before. */
  readonly mailsDoubled: number;
  /** Taken again under the same Message-ID, after a crash or a silence between the mail server's yes and our record of it: mail programs show one. */
  readonly redelivered: number;
}

/** Compares what the mail server took with what was to be said. */
export async function compareMails(db: Database, ledger: Ledger, { taken }: Pick<MailSink, "taken">): Promise<MailFindings> {
  const { rows } = await db.pool.query<{ message_id: string; occasion: string; confirms: string | null; withheld: boolean }>(
    `SELECT '<' || id || '@skyhold>' AS message_id, concat_ws(' ', kind, coalesce(subject_id, booking_id), recipient) AS occasion,
            CASE WHEN kind = 'booking.confirmed' THEN booking_id END AS confirms, state = 'withheld' AS withheld FROM notification`,
  );
  const times = new Map<string, number>();
  for (const { messageId } of taken) times.set(messageId, (times.get(messageId) ?? 0) + 1);
  const announced = new Set(rows.map(({ confirms }) => confirms));
  const unannounced = [...ledger.bookings.values()].filter(({ id, confirmed }) => confirmed && !announced.has(id)).length;
  const known = new Set(rows.map(({ message_id: id }) => id));
  const strangers = [...times.keys()].filter((id) => !known.has(id)).length;
  const occasions = new Set(rows.map(({ occasion }) => occasion)).size;
  return {
    mailsLost: unannounced + rows.filter(({ message_id: id, withheld }) => !withheld && !times.has(id)).length,
    mailsDoubled: strangers + (rows.length - occasions),
    redelivered: [...times.values()].reduce((sum, count) => sum + count - 1, 0),
  };
}
