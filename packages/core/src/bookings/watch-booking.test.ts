import { listenForChanges } from "@skyhold/db";
import { expect, test } from "vitest";

import type { Context, Staff } from "../context.ts";
import { BookingId } from "../ids.ts";
import { setGate } from "../flights/set-gate.ts";
import { logOut } from "../users/log-out.ts";
import { bookTrip, hold, makeFlight, makeStaff, startTestCore } from "../testing/index.ts";
import { startPaidBooking } from "../testing/paid-booking.ts";
import type { TestCore } from "../testing/index.ts";
import { addBookingNote } from "./add-booking-note.ts";
import { cancelBookingForStaff } from "./cancel-booking-for-staff.ts";
import { watchBooking } from "./watch-booking.ts";
import type { BookingEvent } from "./watch-booking.ts";

/** Watches until it is left. */
function watch(staff: Context<Staff>, bookingId: string, lastEventId?: string) {
  const stop = new AbortController();
  const events = watchBooking(
    staff,
    { bookingId: BookingId.parse(bookingId), ...(lastEventId !== undefined && { lastEventId }) },
    stop.signal,
  );
  const next = async () => {
    const { value } = await events.next();
    if (!value) throw new Error("The stream has ended");
    return value;
  };
  return {
    next,
    until: async (isIt: (event: BookingEvent) => boolean) => {
      for (;;) {
        const event = await next();
        if (isIt(event)) return event;
      }
    },
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await events.return();
    },
  };
}

test("staff who look at a booking are told what a traveller, a colleague, the bank and the airport do to it, each within a moment", async () => {
  await using stage = await startPaidBooking(["2A"]);
  const { core, bookingId, flight } = stage;
  const staff = await makeStaff(core);
  await using watching = watch(staff, bookingId);
  const first = await watching.next();
  expect(first.record).toMatchObject({ booking: { state: "confirmed" }, payments: [{ state: "captured" }] });

  await stage.moveTo("2B");
  await watching.until(({ record }) => record.booking.passengers[0]?.seats[0] === "2B");
  await addBookingNote(await makeStaff(core), { bookingId: BookingId.parse(bookingId), note: "calls again tomorrow" });
  await watching.until(({ record }) => record.timeline.some(({ detail }) => detail === "calls again tomorrow"));
  await setGate(staff, { flightId: flight, gate: "B12", reason: "allotted" });
  await watching.until(({ record }) => record.booking.segments[0]?.flight.gate === "B12");
  await cancelBookingForStaff(staff, { bookingId: BookingId.parse(bookingId), refund: "full", reason: "asked for it" }, "once");
  const { version } = await watching.until(({ record }) => record.refunds.length === 1);

  await using again = watch(staff, bookingId, version);
  const nothing = again.next().catch(() => "left");
  expect(await Promise.race([nothing, new Promise((resolve) => setTimeout(() => resolve("silence"), 100))])).toBe("silence");
});

/** Listens as a process does, and answers what it has heard of bookings. */
async function listenTo(core: TestCore) {
  const heard: string[] = [];
  let listening = false;
  const listener = listenForChanges(
    { connectionString: core.database.url, channels: ["booking_change"], onLost: () => undefined },
    { onChange: (id) => heard.push(id), onListening: () => (listening = true) },
  );
  await expect.poll(() => listening).toBe(true);
  return { heard, [Symbol.asyncDispose]: () => listener.close() };
}

const others = {
  "the booking": "UPDATE booking SET contact_phone = '+33 1' WHERE id = $1",
  "a name": "UPDATE passenger SET surname = 'Nováková' WHERE booking_id = $1",
  "a payment that begins":
    "INSERT INTO payment (id, booking_id, state, amount_minor, currency) VALUES ('pay_1', $1, 'cancelled', 1, 'EUR')",
  "what became of a payment": "UPDATE payment SET decline_code = 'expired_card' WHERE booking_id = $1",
  "a refund":
    "INSERT INTO refund (id, booking_id, stripe_intent_id, state, amount_minor, currency, reason) VALUES ('rfn_1', $1, 'pi_1', 'failed', 1, 'EUR', 'test')",
  "a cancellation of which nothing comes back": `INSERT INTO cancellation (id, booking_id, confirmation_key, cancelled_by, actor, currency, paid_minor, refund_minor, trace)
     VALUES ('can_1', $1, 'key', 'staff', 'usr_1', 'EUR', 0, 0, '[]')`,
  "a dispute": `INSERT INTO dispute (id, booking_id, stripe_dispute_id, stripe_intent_id, state, reason, amount_minor, currency, funds_withdrawn, funds_reinstated)
     VALUES ('dsp_1', $1, 'dp_1', 'pi_1', 'needs_response', 'fraudulent', 1, 'EUR', true, false)`,
  "a mail":
    "INSERT INTO notification (id, booking_id, kind, recipient, dedupe_key) VALUES ('ntf_1', $1, 'booking.confirmed', 'a@example.com', 'k')",
  "what became of a mail": "UPDATE notification SET state = 'failed' WHERE booking_id = $1",
  "what staff did": "INSERT INTO audit_entry (id, actor, action, subject_id) VALUES ('aud_1', 'usr_1', 'booking.note', $1)",
  "a seat that is kept longer": "UPDATE seat_claim SET claimed_at = claimed_at WHERE booking_id = $1",
  "an accepted change": `WITH change AS (INSERT INTO flight_change (id, flight_id, kind, source, before, after)
       SELECT 'fch_1', flight_id, 'delayed', 'staff', '{}', '{}' FROM booking_segment WHERE booking_id = $1 RETURNING id)
     INSERT INTO flight_change_acceptance (booking_id, flight_change_id) SELECT $1, id FROM change`,
};

test("each part of a booking gives notice of it, even where nothing else changes in the same transaction", async () => {
  await using core = await startTestCore();
  const { pool } = core.app.db;
  const { id } = await bookTrip(core, await core.traveller(), { flights: [await makeFlight(core.app.db)] });
  await using listener = await listenTo(core);
  const silent: string[] = [];
  for (const [what, statement] of Object.entries(others)) {
    listener.heard.length = 0;
    await pool.query(statement, [id]);
    await pool.query("SELECT pg_notify('booking_change', 'the end')");
    await expect.poll(() => listener.heard).toContain("the end");
    if (!listener.heard.includes(id)) silent.push(what);
  }
  expect(silent).toEqual([]);
});

test("a hold gives no notice of its booking, at which nobody can look yet: it would make all holds of the cluster wait for each other", async () => {
  await using core = await startTestCore();
  await using listener = await listenTo(core);
  await hold(await core.traveller(), await makeFlight(core.app.db), ["1A", "1B"]);
  await core.app.db.pool.query("SELECT pg_notify('booking_change', 'the end')");
  await expect.poll(() => listener.heard).toEqual(["the end"]);
});

test("whoever has signed out is told nothing more of a booking, and there is nothing to watch where there is no booking", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  const { id } = await bookTrip(core, await core.traveller(), { flights: [await makeFlight(core.app.db)] });
  await using watching = watch(staff, id);
  await watching.next();
  await Promise.all([expect(watching.next()).rejects.toMatchObject({ code: "UNAUTHENTICATED" }), logOut(staff)]);
  await using nowhere = watch(await makeStaff(core), "bkg_00000000-0000-7000-8000-000000000000");
  await expect(nowhere.next()).rejects.toMatchObject({ code: "NOT_FOUND" });
});
