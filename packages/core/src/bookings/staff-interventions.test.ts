import { expect, test } from "vitest";

import type { Context, Staff } from "../context.ts";
import { findOffer, hold, holdUpToPayment, makeFlight, startTestCore } from "../testing/index.ts";
import type { TestCore } from "../testing/index.ts";
import { seatsOf, startPaidBooking } from "../testing/paid-booking.ts";
import { makeStaff } from "../testing/staff.ts";
import { resendNotification } from "../notifications/resend-notification.ts";
import { sendNotification } from "../notifications/send-notification.ts";
import { NotificationId } from "../ids.ts";
import { getETicketForStaff } from "../tickets/get-e-ticket-for-staff.ts";
import { addBookingNote } from "./add-booking-note.ts";
import { changeSeatsForStaff, quoteSeatChangeForStaff } from "./change-seats-for-staff.ts";
import { extendHoldForStaff } from "./extend-hold-for-staff.ts";
import { getBookingForStaff } from "./get-booking-for-staff.ts";
import { holdForTraveller } from "./hold-for-traveller.ts";
import { setPassengersForStaff } from "./set-passengers-for-staff.ts";
import { startPaymentForStaff } from "./start-payment-for-staff.ts";

const key = "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";
const contact = { email: "caller@example.com" };
const auditOf = (core: TestCore) => core.app.db.prisma.auditEntry.findMany({ orderBy: { at: "asc" } });

/** Staff with a flight in which row 1 costs more than row 2. */
async function setUp(core: TestCore) {
  const staff = await makeStaff(core);
  return { staff, flight: await makeFlight(core.app.db) };
}

test("staff hold seats for a caller, name them and open the payment: the booking is the caller's, and each step stands in the audit log", async () => {
  await using core = await startTestCore();
  const { staff, flight } = await setUp(core);
  const ask = { offer: (await findOffer(core.app, flight)).token, seats: [["2A"]], contact };
  const held = await holdForTraveller({ ...staff, webUrl: "https://book.example.com" }, ask, key);
  const { id: bookingId } = held;
  expect(held.payLink).toBe(`https://book.example.com/bookings/${bookingId}#token=${held.guestToken}`);
  expect(await core.app.sessions.findUser(held.guestToken ?? "")).toMatchObject({ kind: "guest", role: "traveller" });

  await setPassengersForStaff(staff, { bookingId, passengers: [{ givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" }] });
  await expect(startPaymentForStaff(staff, { bookingId })).resolves.toMatchObject({ amount: held.total });

  expect((await holdForTraveller(staff, ask, key)).id).toBe(bookingId);
  const entries = await auditOf(core);
  expect(entries.map(({ action }) => action)).toEqual(["booking.hold", "booking.set_passengers", "booking.start_payment"]);
  expect(entries.every(({ actor, subjectId }) => actor === staff.actor.userId && subjectId === bookingId)).toBe(true);
  expect(JSON.stringify(entries)).not.toContain("Novák");
  expect((await getBookingForStaff(staff, { bookingId })).owner).toMatchObject({ kind: "guest" });
});

test("a hold that is refused leaves no entry in the audit log, and the network's limit does not stop staff", async () => {
  await using core = await startTestCore();
  const { staff, flight } = await setUp(core);
  const office: Context<Staff> = { ...staff, origin: { ...staff.origin, network: "office" }, policy: { ...staff.policy, originLimit: 1 } };
  const ask = async (seat: string) => ({ offer: (await findOffer(core.app, flight)).token, seats: [[seat]], contact });
  await holdForTraveller(office, await ask("2A"), `${key}-1`);
  await expect(holdForTraveller(office, await ask("2A"), `${key}-2`)).rejects.toMatchObject({ code: "SEAT_TAKEN" });
  await holdForTraveller(office, await ask("2B"), `${key}-3`);

  expect(await auditOf(core)).toHaveLength(2);
});

test("staff give a hold more time and keep a note on it; a booking that does not exist is neither extended nor noted", async () => {
  await using core = await startTestCore();
  const { staff, flight } = await setUp(core);
  const booking = await hold(await core.traveller(), flight, ["2A"]);
  await core.app.db.pool.query("UPDATE booking SET expires_at = skyhold_now() + interval '1 minute' WHERE id = $1", [booking.id]);
  const extended = await extendHoldForStaff(staff, { bookingId: booking.id, reason: "looks for the card" });
  expect(extended.expiresAt?.getTime()).toBeGreaterThanOrEqual((booking.expiresAt?.getTime() ?? 0) - 1000);
  await addBookingNote(staff, { bookingId: booking.id, note: "calls again at six" });

  const { timeline } = await getBookingForStaff(staff, { bookingId: booking.id });
  expect(timeline.filter(({ about }) => about === "staff" || about === "note").map(({ about, detail }) => [about, detail])).toEqual([
    ["staff", "looks for the card"],
    ["note", "calls again at six"],
  ]);
  const nobody = { bookingId: `bkg_${booking.id.slice(4, -1)}${booking.id.endsWith("0") ? "1" : "0"}` as const };
  await expect(extendHoldForStaff(staff, { ...nobody, reason: "why not" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(addBookingNote(staff, { ...nobody, note: "why not" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await auditOf(core)).toHaveLength(2);
});

test("staff move a paid party to dearer seats: at the list price it is refused, waived it costs nothing, and the books do not move", async () => {
  await using paid = await startPaidBooking();
  const { core, bookingId, total } = paid;
  const staff = await makeStaff(core);
  const wish = { bookingId, seats: [["1A"]] };
  const reason = "the belt of 2A is broken";
  const ledger = await core.app.db.prisma.ledgerEntry.count();

  await expect(changeSeatsForStaff(staff, { ...wish, terms: "list", reason })).rejects.toMatchObject({ code: "SEAT_SURCHARGE_DUE" });
  expect(await auditOf(core)).toEqual([]);
  const quote = await quoteSeatChangeForStaff(staff, { ...wish, terms: "waived" });
  expect(quote).toMatchObject({ difference: { amount: 0 }, refusal: null });
  const moved = await changeSeatsForStaff(staff, { ...wish, terms: "waived", reason });

  expect(seatsOf(moved)).toEqual(["1A"]);
  expect(moved.total.amount).toBe(total);
  expect(await core.app.db.prisma.ledgerEntry.count()).toBe(ledger);
  expect(await auditOf(core)).toMatchObject([
    { action: "booking.change_seats", subjectId: bookingId, reason, details: { seats: ["1A"], terms: "waived" } },
  ]);
  // Back again it is the old seat, which was paid: nothing comes back for what was given.
  const back = await changeSeatsForStaff(staff, { ...wish, seats: [["2A"]], terms: "list", reason });
  expect(back.total.amount).toBe(total);
});

test("an unpaid party that is moved without a charge keeps its total", async () => {
  await using core = await startTestCore();
  const staff = await makeStaff(core);
  const flight = await makeFlight(core.app.db, { legroomRows: [1], seatFee: 500, legroomFee: 2500 });
  const { booking } = await holdUpToPayment(await core.traveller(), flight, ["2A"]);
  const moved = await changeSeatsForStaff(staff, { bookingId: booking.id, seats: [["1A"]], terms: "waived", reason: "together" });

  expect(moved.total).toEqual(booking.total);
  expect(moved.lines.filter(({ kind }) => kind === "seat").map(({ amount }) => amount.amount)).toEqual([500]);
});

test("the e-ticket is the traveller's own, and their mail is sent once more under another Message-ID", async () => {
  await using paid = await startPaidBooking();
  const { core, bookingId } = paid;
  const staff = await makeStaff(core);
  expect(await getETicketForStaff(staff, { bookingId })).toMatchObject({ contentType: "application/pdf" });
  const { id } = await core.app.db.prisma.notification.findFirstOrThrow({ where: { bookingId, kind: "booking.confirmed" } });
  const ask = { notificationId: NotificationId.parse(id), reason: "the mail was deleted" };

  await expect(resendNotification(staff, ask)).rejects.toMatchObject({ code: "NOTIFICATION_STATE", details: { state: "pending" } });
  await sendNotification(core.app, { notificationId: id });
  const again = await resendNotification(staff, ask);
  await sendNotification(core.app, { notificationId: again.id });
  expect(core.mails.map(({ messageId, subject }) => [messageId, subject])).toEqual([
    [`<${id}@skyhold>`, core.mails[0]?.subject],
    [`<${again.id}@skyhold>`, core.mails[0]?.subject],
  ]);
  expect(await auditOf(core)).toMatchObject([{ action: "notifications.resend", subjectId: bookingId }]);
});
