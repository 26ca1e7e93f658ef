import { expect, test } from "vitest";

import { cancelBookingForStaff } from "../bookings/cancel-booking-for-staff.ts";
import { checkIn } from "../check-in/check-in.ts";
import { delayFlight } from "../flights/delay-flight.ts";
import { registered } from "../testing/accounts.ts";
import { bookTrip, makeFlight, startTestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { exportProfile, ProfileExport } from "./export-profile.ts";
import { NewTravelDocument } from "./profile.ts";

const email = "ana@example.com";
const passport = { type: "passport", issuingCountry: "PT", nationality: "PT", expiresOn: "2099-01-01" };

test("an export holds the documents of check-in, the changes that were accepted and what staff did, of one's own bookings alone", async () => {
  await using core = await startTestCore();
  const [ana, bo, staff] = [await registered(core, email), await registered(core, "bo@example.com"), await makeStaff(core)];
  const flight = await makeFlight(core.app.db, { departsInHours: 40 });
  const document = NewTravelDocument.parse({ ...passport, number: "CHECKED9" });
  const [own] = [await bookTrip(core, ana, { flights: [flight] }), await bookTrip(core, bo, { flights: [flight] })];
  await checkIn(ana, { bookingId: own.id, segment: 0, passengers: [{ passenger: 0, document }] });
  await delayFlight(staff, { flightId: flight, minutes: 300, reason: "a strike" });
  const { id: flightChangeId } = await core.app.db.prisma.flightChange.findFirstOrThrow();
  await core.app.db.prisma.flightChangeAcceptance.create({ data: { bookingId: own.id, flightChangeId } });
  await cancelBookingForStaff(staff, { bookingId: own.id, refund: "full", reason: "a kindness" }, "once");
  const exported = ProfileExport.parse(await exportProfile(ana));

  expect(exported.checkIns).toMatchObject([{ bookingId: own.id, flightId: flight, surname: "Novák", document: { number: "CHECKED9" } }]);
  expect(exported.acceptedChanges).toMatchObject([{ bookingId: own.id }]);
  expect(exported.actionsOfStaff).toMatchObject([{ action: "booking.cancel", subjectId: own.id }]);
  expect(ProfileExport.parse(await exportProfile(bo))).toMatchObject({ checkIns: [], acceptedChanges: [], actionsOfStaff: [] });
});
