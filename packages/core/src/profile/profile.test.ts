import { expect, test } from "vitest";

import { registered, sendMails, testPassword } from "../testing/accounts.ts";
import { hold, holdUpToPayment, makeFlight, news, startTestCore } from "../testing/index.ts";
import { dump } from "../testing/personal-data.ts";
import { releaseHold } from "../bookings/release-hold.ts";
import { checkIn } from "../check-in/check-in.ts";
import { auditInvariants } from "@skyhold/db";
import { logIn } from "../users/log-in.ts";
import { eraseProfile } from "./erase-profile.ts";
import { exportProfile } from "./export-profile.ts";
import { getProfile } from "./get-profile.ts";
import { NewTravelDocument, UpdateProfileInput } from "./profile.ts";
import { updateProfile } from "./update-profile.ts";

const email = "ana@example.com";
const passport = { type: "passport", number: "p1234567", issuingCountry: "PT", nationality: "PT", expiresOn: "2030-01-01" };
const full = UpdateProfileInput.parse({
  phone: "+351 210 000 000",
  birthDate: "1990-05-17",
  nationality: "PT",
  address: { lines: ["Rua Canary 1"], city: "Lisboa", postalCode: "1000-001", country: "PT" },
  emergencyContact: { name: "Bo Canary", phone: "+351910000000" },
  documents: [passport],
  preferences: { seat: "window", meal: "VGML", assistance: ["BLND"] },
});

test("a profile is kept, shown with masked numbers, and makes the passenger of a booking", async () => {
  await using core = await startTestCore();
  const ana = await registered(core, email);
  expect(await getProfile(ana)).toMatchObject({ phone: null, documents: [], passenger: null, preferences: { emails: { offers: false } } });
  const profile = await updateProfile(ana, full);

  expect(profile).toMatchObject({
    phone: "+351210000000",
    nationality: "PT",
    documents: [{ number: "•••••567", expiresOn: "2030-01-01" }],
  });
  expect(profile.passenger).toEqual({ givenName: "Ana", surname: "Novak", birthDate: "1990-05-17", requests: ["BLND", "VGML"] });
  expect(await updateProfile(ana, { phone: null })).toMatchObject({ phone: null, birthDate: "1990-05-17", address: { city: "Lisboa" } });
});

test("documents stay by their id, go when they are not named, and are nobody else's to name", async () => {
  await using core = await startTestCore();
  const [ana, bo] = [await registered(core, email), await registered(core, "bo@example.com")];
  const [document] = (await updateProfile(ana, full)).documents;
  if (!document) throw new Error("No document was kept");
  const card = UpdateProfileInput.parse({ documents: [{ id: document.id }, { ...passport, type: "identity_card", number: "X9999" }] });

  await expect(updateProfile(bo, { documents: [{ id: document.id }] })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  expect((await updateProfile(ana, card)).documents.map(({ type }) => type)).toEqual(["passport", "identity_card"]);
  expect((await updateProfile(ana, { documents: [] })).documents).toEqual([]);
});

test.each([
  [{ phone: "210 000 000" }, "phone"],
  [{ nationality: "ZZ" }, "nationality"],
  [{ role: "admin" }, ""],
  [{ email: "new@example.com" }, ""],
  [{ documents: [{ ...passport, number: "<script>" }] }, "documents"],
])("a profile with %j is refused by field", (input, field) => {
  expect(UpdateProfileInput.safeParse(input).error?.issues[0]?.path[0] ?? "").toBe(field);
});

test("what was sealed for one person does not open for another", async () => {
  await using core = await startTestCore();
  const [ana, bo] = [await registered(core, email), await registered(core, "bo@example.com")];
  await updateProfile(ana, full);
  await updateProfile(bo, { phone: null });
  await core.app.db.pool.query(
    "UPDATE profile SET birth_date_sealed = (SELECT birth_date_sealed FROM profile WHERE user_id = $1) WHERE user_id = $2",
    [ana.actor.userId, bo.actor.userId],
  );

  await expect(getProfile(bo)).rejects.toThrow(/Sealed for/u);
});

test("an export holds all that is kept of a person, in full, and nothing of others", async () => {
  await using core = await startTestCore();
  const [ana, bo] = [await registered(core, email), await registered(core, "bo@example.com")];
  const flight = await makeFlight(core.app.db);
  await updateProfile(ana, full);
  const { id } = await hold(ana, flight, ["1A"]);
  await hold(bo, flight, ["1B"]);
  const exported = await exportProfile(ana);

  expect(exported).toMatchObject({
    account: { email },
    profile: { documents: [{ number: "P1234567" }] },
    bookings: [{ id }],
    checkIns: [],
    messages: [{ recipient: email }],
  });
  expect(JSON.stringify(exported)).not.toContain("bo@example.com");
});

test("an erased person is nowhere in the database; their tickets, prices and payments are, and every invariant holds", async () => {
  await using core = await startTestCore();
  const ana = await registered(core, email);
  await updateProfile(ana, { ...full, surname: "Canary" });
  const { booking, intentId } = await holdUpToPayment(ana, await makeFlight(core.app.db, { departsInHours: 40 }), ["1A"]);
  await news(core, core.provider.takeAtOnce(intentId));
  const document = NewTravelDocument.parse({ ...passport, number: "CANARY9" });
  await checkIn(ana, { bookingId: booking.id, segment: 0, passengers: [{ passenger: 0, document }] });
  const [seated] = await core.app.db.prisma.passenger.findMany({ include: { booking: { include: { segments: true } } } });
  const need = { passengerId: seated?.id ?? "", segmentId: seated?.booking.segments[0]?.id ?? "", code: "WCHR" };
  await core.app.db.prisma.specialServiceRequest.create({ data: need });
  const { prisma } = core.app.db;
  const facts = async () => [
    await prisma.ticket.count(),
    await prisma.ledgerEntry.findMany(),
    await prisma.priceLine.findMany(),
    await prisma.payment.count(),
  ];
  const before = await facts();

  await expect(eraseProfile(ana, { password: "wrong" })).rejects.toMatchObject({ code: "CREDENTIALS_WRONG" });
  await expect(eraseProfile(ana, { password: testPassword })).rejects.toMatchObject({
    code: "BOOKING_STATE",
    message: expect.stringContaining(booking.recordLocator) as unknown,
  });
  await sendMails(core);
  await core.database.advanceClock(3 * 86_400);
  await eraseProfile(ana, { password: testPassword });

  expect(await dump(core)).not.toMatch(/Canary|Novák|Lisboa, |ana@example|1990-05-17|351210000000|1234567[^0-9]|•••• 4242/u);
  expect([
    await prisma.specialServiceRequest.count(),
    (await prisma.checkIn.findMany()).map(({ documentSealed }) => documentSealed),
  ]).toEqual([0, [null]]);
  expect(await facts()).toEqual(before);
  expect(await core.app.sessions.findUser(ana.actor.token)).toBeNull();
  await expect(logIn(core.app, { email, password: testPassword })).rejects.toMatchObject({ code: "CREDENTIALS_WRONG" });
  const { results } = await auditInvariants(core.app.db, { production: false });
  expect(results.filter(({ holds }) => !holds)).toEqual([]);
  await expect(registered(core, email)).resolves.toBeDefined();
});

test("nobody is erased while seats are held for them", async () => {
  await using core = await startTestCore();
  const ana = await registered(core, email);
  const { id } = await hold(ana, await makeFlight(core.app.db), ["1A"]);

  await expect(eraseProfile(ana, { password: testPassword })).rejects.toMatchObject({ code: "BOOKING_STATE" });
  await releaseHold(ana, { bookingId: id });
  await eraseProfile(ana, { password: testPassword });
});
