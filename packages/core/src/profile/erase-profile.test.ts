import { expect, test } from "vitest";

import { addBookingNote } from "../bookings/add-booking-note.ts";
import { cancelBookingForStaff } from "../bookings/cancel-booking-for-staff.ts";
import { checkIn } from "../check-in/check-in.ts";
import type { Context, User } from "../context.ts";
import { jobSchemas } from "../jobs.ts";
import { registered, sendMails, testPassword, unproven } from "../testing/accounts.ts";
import { boughtByGuest, heldByGuest } from "../testing/guests.ts";
import { bookTrip, cancelByQuote, makeFlight, makeStaff, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { dump, impersonalColumns, pastGuards, personalColumns, plantCanaries, textColumns } from "../testing/personal-data.ts";
import { register } from "../users/register.ts";
import { eraseProfile } from "./erase-profile.ts";
import { UpdateProfileInput } from "./profile.ts";
import { updateProfile } from "./update-profile.ts";

const email = "canary@person.example";
const password = "a canary in a coal mine";
const document = { type: "passport", number: "CANARY9", issuingCountry: "PT", nationality: "PT", expiresOn: "2036-01-01" } as const;

const flightOf = ({ app }: TestCore) => makeFlight(app.db, { departsInHours: 40 });

/** Someone who leaves something in every table that people are in; what they do not do themselves is written as it would be. */
async function live(core: TestCore): Promise<Context<User>> {
  const ana = await registered(core, email);
  const { userId } = ana.actor;
  const { prisma } = core.app.db;
  await updateProfile(ana, UpdateProfileInput.parse({ phone: "+351210000000", documents: [document] }));
  const trip = await bookTrip(core, ana, { flights: [await flightOf(core)] });
  await checkIn(ana, { bookingId: trip.id, segment: 0, passengers: [{ passenger: 0, document }] });
  const cancelled = await bookTrip(core, ana, { flights: [await flightOf(core)] });
  const staff = await makeStaff(core);
  await cancelBookingForStaff(staff, { bookingId: cancelled.id, refund: "full", reason: "Canary called" }, "a-key-of-staff");
  await pastGuards(core, "UPDATE refund SET state = 'succeeded'");
  await addBookingNote(staff, { bookingId: trip.id, note: "Canary has a cat along" });
  await sendMails(core);
  const secret = { userId, email, expiresAt: new Date("2190-01-01") };
  await prisma.accountToken.create({ data: { ...secret, tokenHash: "hash", purpose: "reset_password" } });
  await prisma.externalIdentity.create({ data: { userId, issuer: "https://issuer.example", subject: "sub" } });
  await prisma.secondFactor.create({ data: { userId } });
  await prisma.recoveryCode.create({ data: { userId, codeHash: "hash of a recovery code" } });
  await register(core.app, { email, password, givenName: "Canary", surname: "Canary" });
  const answered = { route: "bookings.setPassengers", fingerprint: "hash" };
  await prisma.idempotencyRecord.create({ data: { ...answered, caller: userId, key: "key" } });
  const answer = { json: { id: trip.id, passengers: [{ givenName: "Canary" }] } };
  await prisma.idempotencyRecord.create({ data: { ...answered, caller: staff.actor.userId, key: "of-staff", answer } });
  const [refund] = await prisma.refund.findMany();
  const message = await prisma.notification.findFirstOrThrow({ where: { bookingId: trip.id } });
  for (const subjectId of [userId, refund?.id ?? "", message.id])
    await prisma.auditEntry.create({
      data: { id: core.app.newId("aud"), actor: staff.actor.userId, action: "test", subjectId, reason: "Canary" },
    });
  await prisma.user.update({ where: { id: userId }, data: { passwordHash: await core.app.passwords.hash(password) } });
  return ana;
}

async function factsOf({ app: { db } }: TestCore): Promise<unknown> {
  const { rows } = await db.pool.query<object>(
    `SELECT (SELECT json_agg(t ORDER BY number) FROM ticket t) AS tickets, (SELECT json_agg(c ORDER BY ticket_number, number) FROM coupon c) AS coupons,
            (SELECT json_agg(l ORDER BY id) FROM price_line l) AS lines, (SELECT json_agg(e ORDER BY id) FROM ledger_entry e) AS books,
            (SELECT json_agg(json_build_array(id, state, amount_minor, stripe_intent_id) ORDER BY id) FROM payment) AS payments,
            (SELECT json_agg(json_build_array(id, state, amount_minor, reason) ORDER BY id) FROM refund) AS refunds,
            (SELECT json_agg(json_build_array(id, refund_minor, trace, actor) ORDER BY id) FROM cancellation) AS cancellations,
            (SELECT json_agg(json_build_array(id, at, actor, action, subject_id, details) ORDER BY id) FROM audit_entry) AS audit`,
  );
  return rows[0];
}

test("it is decided of every column in which a name would fit whether it may tell of a person", async () => {
  await using core = await startTestCore();
  const personal = Object.entries(personalColumns).flatMap(([table, { columns }]) => columns.map((column) => `${table}.${column}`));

  expect((await textColumns(core)).toSorted()).toEqual([...personal, ...Object.values(impersonalColumns).flat()].toSorted());
});

test("no job carries anything of a person but ids, and what is sealed", () => {
  const fields = Object.entries(jobSchemas).flatMap(([name, { shape }]) => Object.keys(shape).map((field) => `${name} ${field}`));

  expect(fields.length).toBeGreaterThan(5);
  expect(fields.filter((field) => !/(Id|Sealed)$/u.test(field))).toEqual([]);
});

test("of an erased person no column keeps a word, whatever it was; what was sold, paid, given back and done by staff stays as it was", async () => {
  await using core = await startTestCore();
  const ana = await live(core);
  const guest = await boughtByGuest(core, await flightOf(core), { seat: "1A", email });
  expect(await plantCanaries(core, ana.actor.userId)).toEqual([]);
  // A canary is no authenticator's secret, and none is asked for while another one waits to be confirmed.
  await core.app.db.pool.query("UPDATE second_factor SET secret_sealed = NULL");
  await core.database.advanceClock(3 * 86_400);
  const before = await factsOf(core);
  await eraseProfile(ana, { password });

  expect((await dump(core)).match(/.{60}canary.{60}/giu) ?? []).toEqual([]);
  expect(await factsOf(core)).toEqual(before);
  expect(await core.app.db.prisma.booking.findUniqueOrThrow({ where: { id: guest.booking.id } })).toMatchObject({
    userId: ana.actor.userId,
    contactEmail: `${ana.actor.userId}@erased.invalid`,
  });
});

test("a flight that nobody of a trip takes any more does not keep its traveller's account", async () => {
  await using core = await startTestCore();
  const ana = await registered(core, email);
  const trip = await bookTrip(core, ana, { flights: [await flightOf(core), await makeFlight(core.app.db, { departsInHours: 1200 })] });
  await core.database.advanceClock(3 * 86_400);
  await expect(eraseProfile(ana, { password: testPassword })).rejects.toMatchObject({ code: "BOOKING_STATE" });
  await cancelByQuote(ana, trip, { segments: [1] });
  await pastGuards(core, "UPDATE refund SET state = 'succeeded'");

  await eraseProfile(ana, { password: testPassword });
});

test("the words of the audit log go with the person and with nobody else, and nothing but the words", async () => {
  await using core = await startTestCore();
  const ana = await live(core);
  const other = await bookTrip(core, await core.traveller(), { flights: [await flightOf(core)] });
  await addBookingNote(await makeStaff(core), { bookingId: other.id, note: "Stays" });
  const refuse = async (sql: string) => expect(core.app.db.pool.query(sql)).rejects.toMatchObject({ code: "SK090" });
  await refuse("UPDATE audit_entry SET reason = NULL");
  await refuse("UPDATE cancellation SET reason = NULL");
  await core.database.advanceClock(3 * 86_400);
  await eraseProfile(ana, { password });

  expect(await core.app.db.prisma.auditEntry.findMany({ where: { subjectId: other.id } })).toMatchObject([{ reason: "Stays" }]);
  await refuse("UPDATE audit_entry SET reason = 'x'");
  await refuse("UPDATE audit_entry SET reason = NULL, action = 'x'");
  await refuse("UPDATE cancellation SET reason = NULL, refund_minor = 0");
  await refuse(`UPDATE audit_entry SET reason = NULL WHERE subject_id = '${other.id}'`);
  await refuse("DELETE FROM audit_entry");
});

test("an account that only says that an address is its own erases nothing of whoever has it: their registration waits, their booking stays", async () => {
  await using core = await startTestCore();
  const squatter = await unproven(core, email);
  await core.app.db.prisma.user.update({
    where: { id: squatter.actor.userId },
    data: { passwordHash: await core.app.passwords.hash(password) },
  });
  const { ctx, booking } = await boughtByGuest(core, await flightOf(core), { seat: "1A", email });
  await register(core.app, { email, password, givenName: "Ana", surname: "Lima" });
  await eraseProfile(squatter, { password });

  expect(await core.app.db.prisma.registration.count()).toBe(1);
  expect(await core.app.db.prisma.booking.findUniqueOrThrow({ where: { id: booking.id } })).toMatchObject({ contactEmail: email });
  expect(await core.app.sessions.findUser(ctx.actor.token)).not.toBeNull();
});

test("nobody is erased while what they bought without an account is to be flown; what a guest only holds is no reason", async () => {
  await using core = await startTestCore();
  const ana = await registered(core, email);
  await core.app.db.prisma.user.update({
    where: { id: ana.actor.userId },
    data: { passwordHash: await core.app.passwords.hash(password) },
  });
  const flight = await flightOf(core);
  const { booking } = await boughtByGuest(core, flight, { seat: "1A", email });
  await heldByGuest(core, flight, { seat: "1B", email });

  await expect(eraseProfile(ana, { password })).rejects.toMatchObject({
    code: "BOOKING_STATE",
    message: expect.stringContaining(booking.recordLocator) as unknown,
  });
  await core.database.advanceClock(3 * 86_400);
  await eraseProfile(ana, { password });
});
