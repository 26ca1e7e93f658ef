import { expect, test } from "vitest";

import { mailedCode, registered, sendMails, signedIn, unproven } from "../testing/accounts.ts";
import { boughtByGuest, heldByGuest, nobody } from "../testing/guests.ts";
import { findOffer, hold, makeFlight, startTestCore } from "../testing/index.ts";
import { requestEmailVerification } from "../users/request-email-verification.ts";
import { verifyEmail } from "../users/verify-email.ts";
import { claimBookings } from "./claim-bookings.ts";
import { getBooking } from "./get-booking.ts";
import { holdForAnyone } from "./hold-as-guest.ts";
import { listBookings } from "./list-bookings.ts";

const email = "ana@example.com";

test("a guest books and pays with the token of the booking, which opens that booking alone and is stored as a hash", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const { ctx, booking } = await boughtByGuest(core, flight, { seat: "1A", email });
  const other = await heldByGuest(core, flight, { seat: "1B", email });
  const ofAccount = await hold(await core.traveller(), flight, ["1C"]);

  expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({ state: "confirmed", contact: { email } });
  for (const { id: bookingId } of [other.booking, ofAccount])
    await expect(getBooking(ctx, { bookingId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await sendMails(core);
  expect(core.mails.at(-1)).toMatchObject({ to: email });
  const { rows } = await core.app.db.pool.query<{ dump: string }>(
    "SELECT concat((SELECT string_agg(u::text, '') FROM user_account u), (SELECT string_agg(s::text, '') FROM session s)) AS dump",
  );
  expect(rows[0]?.dump).not.toContain(ctx.actor.token);
});

test("the same call again, also at the same moment, is the same booking and the same guest", async () => {
  await using core = await startTestCore();
  const offer = await findOffer(core.app, await makeFlight(core.app.db));
  const input = { offer: offer.token, seats: [["1A"]], contact: { email } };
  const answers = await Promise.all(Array.from({ length: 8 }, () => holdForAnyone(nobody(core), input, "a-key-of-some-length-1")));
  const again = await holdForAnyone(nobody(core), input, "a-key-of-some-length-1");

  expect(new Set([...answers, again].map(({ id, guestToken }) => `${id} ${guestToken ?? ""}`)).size).toBe(1);
  expect(await core.app.db.prisma.user.count()).toBe(1);
  await expect(holdForAnyone(nobody(core), input, "a-key-of-some-length-2")).rejects.toMatchObject({ code: "SEAT_TAKEN" });
});

test("a repeated call without a choice of seats gets no second seat", async () => {
  await using core = await startTestCore();
  const offer = await findOffer(core.app, await makeFlight(core.app.db));
  const call = () => holdForAnyone(nobody(core), { offer: offer.token, contact: { email } }, "a-key-of-some-length-1");
  const [first, second] = [await call(), await call()];

  expect(second).toEqual({ ...first, availableActions: second.availableActions });
  expect(await core.app.db.prisma.seatClaim.count()).toBe(1);
});

test("a hold that is refused leaves no guest behind", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  await heldByGuest(core, flight, { seat: "1A", email });

  await expect(heldByGuest(core, flight, { seat: "1A", email })).rejects.toMatchObject({ code: "SEAT_TAKEN" });
  expect(await core.app.db.prisma.user.count()).toBe(1);
  expect(await core.app.db.prisma.session.count()).toBe(1);
});

test("without an account it takes an address and a key that nobody comes upon; a guest holds no second time", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const offer = (await findOffer(core.app, flight)).token;
  const { ctx } = await heldByGuest(core, flight, { seat: "1A", email });
  const key = core.app.newId("aud");

  await expect(holdForAnyone(nobody(core), { offer }, key)).rejects.toMatchObject({ code: "INVALID_INPUT" });
  await expect(holdForAnyone(nobody(core), { offer, contact: { email } }, "order-4711")).rejects.toMatchObject({ code: "INVALID_INPUT" });
  await expect(holdForAnyone(ctx, { offer, contact: { email } }, key)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("whoever verifies the address gets what was bought with it, and the guest's token ends; what is unpaid stays the guest's", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const bought = await boughtByGuest(core, flight, { seat: "1A", email });
  const held = await heldByGuest(core, flight, { seat: "1B", email });
  const stranger = await boughtByGuest(core, flight, { seat: "1C", email: "bo@example.com" });
  const ana = await unproven(core, email);
  await expect(claimBookings(ana)).rejects.toMatchObject({ code: "EMAIL_UNVERIFIED" });
  await requestEmailVerification(ana);
  await sendMails(core);
  await verifyEmail(ana, { token: mailedCode(core, email, "Verify your e-mail address") ?? "" });

  expect((await listBookings(ana, { limit: 20 })).bookings.map(({ id }) => id)).toEqual([bought.booking.id]);
  await expect(signedIn(core, bought.ctx.actor.token)).rejects.toThrow("not good any more");
  for (const { ctx, booking } of [held, stranger])
    expect(await getBooking(ctx, { bookingId: booking.id })).toMatchObject({ id: booking.id });
});

test("an account whose address is verified takes over later purchases by a call, once", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const ana = await registered(core, email);
  const { booking } = await boughtByGuest(core, flight, { seat: "1A", email });

  expect(await claimBookings(ana)).toEqual({ bookingIds: [booking.id] });
  expect(await claimBookings(ana)).toEqual({ bookingIds: [] });
  expect(await getBooking(ana, { bookingId: booking.id })).toMatchObject({ state: "confirmed" });
});

test("the database lets no guest have a role, a password or a verified address", async () => {
  await using core = await startTestCore();
  await heldByGuest(core, await makeFlight(core.app.db), { seat: "1A", email });

  for (const right of ["role = 'admin'", "password_hash = 'x'", "email_verified_at = skyhold_now()"])
    await expect(core.app.db.pool.query(`UPDATE user_account SET ${right}`)).rejects.toThrow("user_account_guest_has_no_rights");
});
