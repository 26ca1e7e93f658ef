import { expect, test } from "vitest";

import { getBooking } from "../bookings/get-booking.ts";
import { findBooking } from "../bookings/find-booking.ts";
import { expireHolds } from "../bookings/expire-holds.ts";
import { releaseHold } from "../bookings/release-hold.ts";
import { setPassengers } from "../bookings/set-passengers.ts";
import type { Context, User } from "../context.ts";
import { registered, sendMails } from "../testing/accounts.ts";
import { boughtByGuest, heldByGuest } from "../testing/guests.ts";
import { dump, pastGuards } from "../testing/personal-data.ts";
import { bookTrip, brokenInvariants, hold, makeFlight, startChange, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { exportProfile } from "./export-profile.ts";
import { UpdateProfileInput } from "./profile.ts";
import { purgePersonalData } from "./purge-personal-data.ts";
import { updateProfile } from "./update-profile.ts";

const day = 86_400;
const nothing = { birthDates: 0, requests: 0, documents: 0, unsold: 0 };
const document = (expiresOn = "2036-01-01") => ({
  type: "passport",
  number: "P1234567",
  issuingCountry: "PT",
  nationality: "PT",
  expiresOn,
});
const keep = (ctx: Context<User>, ...documents: object[]) => updateProfile(ctx, UpdateProfileInput.parse({ documents }));
const documentsOf = async (ctx: Context<User>) => (await exportProfile(ctx)).profile.documents.length;

/** A paid trip of someone in a wheelchair, two days from now; a flight takes some hours. */
async function bookAhead(core: TestCore, ctx: Context<User>, departsInHours = 48) {
  const booking = await bookTrip(core, ctx, { flights: [await makeFlight(core.app.db, { departsInHours })] });
  await core.app.db.pool.query(
    `INSERT INTO special_service_request (passenger_id, segment_id, code)
     SELECT p.id, s.id, 'WCHR' FROM passenger p JOIN booking_segment s USING (booking_id) WHERE booking_id = $1`,
    [booking.id],
  );
  return booking;
}

test("a journey ends with the flights that are flown, not with those that were changed for them", async () => {
  await using stage = await startChange({ brand: "FLEX", flightsAt: [1200] });
  const { core } = stage;
  await stage.change((await stage.quote(await stage.makeFlight({ departsInHours: 48 }))).quote);
  await sendMails(core);
  await core.database.advanceClock(33 * day);

  expect(await purgePersonalData(core.app)).toMatchObject({ birthDates: 1 });
  expect(await brokenInvariants(core)).toEqual([]);
});

test("thirty days after the arrival birth date, needs and documents are gone; names and tickets stay, and the booking is found as before", async () => {
  await using core = await startTestCore();
  const ana = await registered(core, "ana@example.com");
  await keep(ana, document());
  const booking = await bookAhead(core, ana);
  await sendMails(core);
  await core.database.advanceClock(31 * day);
  expect(await purgePersonalData(core.app)).toEqual(nothing);
  await core.database.advanceClock(2 * day);

  expect(await purgePersonalData(core.app)).toEqual({ ...nothing, birthDates: 1, requests: 1, documents: 1 });
  expect(await purgePersonalData(core.app)).toEqual(nothing);
  expect(await getBooking(ana, { bookingId: booking.id })).toMatchObject({
    passengers: [{ surname: "Novák", birthDate: null, requests: [], ticketNumbers: [expect.any(String)] }],
  });
  await expect(findBooking(core.app, { recordLocator: booking.recordLocator, surname: "novak" })).resolves.toBeDefined();
  expect(await core.app.db.prisma.payment.findMany()).toMatchObject([{ clientSecret: null, state: "captured" }]);
  expect(await brokenInvariants(core)).toEqual([]);
});

test("what the next journey needs stays: its birth dates, and the documents although an earlier journey is over", async () => {
  await using core = await startTestCore();
  const ana = await registered(core, "ana@example.com");
  await keep(ana, document());
  await bookAhead(core, ana);
  const ahead = await bookAhead(core, ana, 60 * 24);
  await core.database.advanceClock(40 * day);

  expect(await purgePersonalData(core.app)).toEqual({ ...nothing, birthDates: 1, requests: 1 });
  expect(await getBooking(ana, { bookingId: ahead.id })).toMatchObject({ passengers: [{ birthDate: "1990-05-17", requests: ["WCHR"] }] });
});

test("a document that was stored after the last journey waits for the next one; one that has run out goes", async () => {
  await using core = await startTestCore();
  const ana = await registered(core, "ana@example.com");
  await bookAhead(core, ana);
  await core.database.advanceClock(40 * day);
  const { rows } = await core.app.db.pool.query<{ soon: string }>("SELECT (skyhold_now() + interval '1 day')::date::text AS soon");
  await keep(ana, document(), document(rows[0]?.soon));
  await core.database.advanceClock(100 * day);

  expect(await purgePersonalData(core.app)).toMatchObject({ documents: 1 });
  expect(await documentsOf(ana)).toBe(1);
});

test("a booking that was never paid keeps birth dates for as long after its end, and another's documents are not touched", async () => {
  await using core = await startTestCore();
  const [ana, bo] = [await registered(core, "ana@example.com"), await registered(core, "bo@example.com")];
  await keep(bo, document());
  const { id: bookingId } = await hold(ana, await makeFlight(core.app.db), ["1A"]);
  await setPassengers(ana, { bookingId, passengers: [{ givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" }] });
  await releaseHold(ana, { bookingId });
  await core.database.advanceClock(29 * day);
  expect(await purgePersonalData(core.app)).toEqual(nothing);
  await core.database.advanceClock(2 * day);

  expect(await purgePersonalData(core.app)).toEqual({ ...nothing, birthDates: 1, unsold: 1 });
  expect(await documentsOf(bo)).toBe(1);
});

test("who wanted a booking that nobody bought is forgotten as long after its end, a guest too; what was bought, or is still to be given back, keeps its people", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const email = "canary@example.com";
  const { ctx, booking } = await heldByGuest(core, flight, { seat: "1A", email });
  await setPassengers(ctx, { bookingId: booking.id, passengers: [{ givenName: "Canary", surname: "Canary", birthDate: "1990-05-17" }] });
  const sold = await boughtByGuest(core, flight, { seat: "1B", email: "bo@example.com" });
  const late = await heldByGuest(core, flight, { seat: "1C", email: "late@example.com" });
  await core.database.advanceClock(day);
  await expireHolds(core.app);
  await pastGuards(
    core,
    "INSERT INTO refund (id, booking_id, stripe_intent_id, state, amount_minor, currency, reason) VALUES ('ref_late', $1, 'pi_late', 'pending', 1, 'EUR', 'unknown_booking')",
    [late.booking.id],
  );
  await core.database.advanceClock(29 * day);
  expect(await purgePersonalData(core.app)).toMatchObject({ unsold: 0 });
  expect(await dump(core)).toMatch(/canary/iu);
  await core.database.advanceClock(2 * day);

  expect(await purgePersonalData(core.app)).toMatchObject({ unsold: 1 });
  expect(await purgePersonalData(core.app)).toMatchObject({ unsold: 0 });
  expect(await dump(core)).not.toMatch(/canary/iu);
  expect(
    await core.app.db.prisma.booking.findMany({ where: { id: { in: [sold.booking.id, late.booking.id] } }, orderBy: { id: "asc" } }),
  ).toMatchObject([{ contactEmail: "bo@example.com" }, { contactEmail: "late@example.com" }]);
  const purgedOnce = async (refund: string) => {
    await pastGuards(core, "UPDATE refund SET state = $1::refund_state", [refund]);
    return (await purgePersonalData(core.app)).unsold;
  };
  expect(await purgedOnce("failed")).toBe(0);
  expect(await purgedOnce("succeeded")).toBe(1);
});

test("the document of a check-in goes with the journey, and not before", async () => {
  await using core = await startTestCore();
  const ana = await registered(core, "ana@example.com");
  const booking = await bookAhead(core, ana);
  await core.app.db.pool.query(
    `INSERT INTO check_in (passenger_id, segment_id, flight_id, sequence, pass_code, document_sealed)
     SELECT p.id, s.id, s.flight_id, 1, 'CODE', 'sealed' FROM passenger p JOIN booking_segment s USING (booking_id) WHERE booking_id = $1`,
    [booking.id],
  );
  const kept = () => core.app.db.prisma.checkIn.count({ where: { documentSealed: { not: null } } });
  await core.database.advanceClock(31 * day);
  await purgePersonalData(core.app);
  expect(await kept()).toBe(1);
  await core.database.advanceClock(2 * day);
  await purgePersonalData(core.app);
  expect(await kept()).toBe(0);
});
