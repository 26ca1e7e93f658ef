import { changeSeats } from "../bookings/change-seats.ts";
import { expireHolds } from "../bookings/expire-holds.ts";
import { holdSeats } from "../bookings/hold-seats.ts";
import { releaseHold } from "../bookings/release-hold.ts";
import { capturePayment } from "../payments/capture-payment.ts";
import { recordPaymentEvent } from "../payments/record-payment-event.ts";
import { startPayment } from "../payments/start-payment.ts";
import { executeRefund } from "../refunds/execute-refund.ts";
import { cancelByQuote, findOffer, hold, holdUpToPayment, makeFlight, news } from "../testing/index.ts";
import type { FlightId, TestCore } from "../testing/index.ts";
import { heldByGuest } from "../testing/guests.ts";

/** Bookings of one flight, by what became of them. */
export type States = Readonly<
  Record<
    | "held"
    | "guest"
    | "family"
    | "awaiting"
    | "secured"
    | "confirmed"
    | "released"
    | "expired"
    | "mismatched"
    | "partlyCancelled"
    | "cancelled"
    | "moved"
    | "upgraded"
    | "upgrading",
    string
  >
>;

/** For tests: bookings in every state and money on every way, made as travellers and the payment provider would. */
export async function makeEveryState(core: TestCore): Promise<States> {
  const flight = await makeFlight(core.app.db, { legroomRows: [4], legroomFee: 2000 });
  const late = await makeLate(core, flight);
  const held = await hold(await core.traveller(), flight, ["2D"]);
  const awaiting = await upToPayment(core, flight, ["2A"]);
  const secured = await upToPayment(core, flight, ["2B"]);
  await news(core, core.provider.authorise(secured.intentId));
  const confirmed = await upToPayment(core, flight, ["2C", "2F"]);
  await news(core, core.provider.authorise(confirmed.intentId));
  await capturePayment(core.app, { paymentId: confirmed.paymentId });
  const released = await upToPayment(core, flight, ["2E"]);
  await releaseHold(released.ctx, { bookingId: released.booking.id });
  const mismatched = await upToPayment(core, flight, ["3D"]);
  await news(core, core.provider.takeAtOnce(mismatched.intentId, { amount: 100, currency: "EUR" }));
  await makeStrayMoney(core, confirmed);
  const partlyCancelled = await cancelSome(core, { flight, seats: ["4A", "4B"] }, { passengers: [1] });
  const cancelled = await cancelSome(core, { flight, seats: ["4C"] }, {});
  await core.app.db.pool.query(
    "INSERT INTO seat_claim (flight_id, seat_no, cabin, block_reason, expires_at) VALUES ($1, '5F', 'economy', 'broken', 'infinity')",
    [flight],
  );
  return {
    held: held.id,
    guest: (await heldByGuest(core, flight, { seat: "5E", email: "guest@example.com" })).booking.id,
    family: await holdForFamily(core, flight),
    awaiting: awaiting.booking.id,
    secured: secured.booking.id,
    confirmed: confirmed.booking.id,
    released: released.booking.id,
    expired: late.expired,
    mismatched: mismatched.booking.id,
    moved: await makeMoved(core, flight),
    upgraded: await makeUpgraded(core, flight, { from: "5B", to: "4D", money: "captured" }),
    upgrading: await makeUpgraded(core, flight, { from: "5C", to: "4E", money: "authorised" }),
    partlyCancelled,
    cancelled,
  };
}

/** Paid, and then paid or about to be paid for a dearer seat. */
async function makeUpgraded(
  core: TestCore,
  flight: FlightId,
  { from, to, money }: { readonly from: string; readonly to: string; readonly money: "captured" | "authorised" },
): Promise<string> {
  const { ctx, booking, intentId } = await upToPayment(core, flight, [from]);
  await news(core, core.provider.takeAtOnce(intentId));
  const { paymentId } = await startPayment(ctx, { bookingId: booking.id, seats: [[to]] });
  await news(core, core.provider.authorise(`pi_${paymentId}`));
  if (money === "captured") await capturePayment(core.app, { paymentId });
  return booking.id;
}

/** Paid for a dear seat, moved to one that is free of charge. */
async function makeMoved(core: TestCore, flight: FlightId): Promise<string> {
  const { ctx, booking, intentId } = await upToPayment(core, flight, ["4F"]);
  await news(core, core.provider.takeAtOnce(intentId));
  await changeSeats(ctx, { bookingId: booking.id, seats: [["5A"]] });
  return booking.id;
}

async function upToPayment(core: TestCore, flight: FlightId, seats: readonly string[]) {
  const ctx = await core.traveller();
  return { ctx, ...(await holdUpToPayment(ctx, flight, seats)) };
}

/** Past their deadline: one ended, one paid late with its seat still free, two paid late with their seats gone: charged, or only authorised. */
async function makeLate(core: TestCore, flight: FlightId): Promise<{ expired: string }> {
  const expired = await upToPayment(core, flight, ["1A"]);
  const lucky = await upToPayment(core, flight, ["1B"]);
  const charged = await upToPayment(core, flight, ["1C"]);
  const authorised = await upToPayment(core, flight, ["1D", "1E"]);
  await core.database.advanceClock(1801);
  await hold(await core.traveller(), flight, ["1C", "1D"]);
  const others = ["1A", "1E", "1F", ...["2", "3", "4", "5"].flatMap((row) => Array.from("ABCDEF", (column) => `${row}${column}`))];
  await core.app.db.pool.query("SELECT block_seats($1, $2, 'crew rest')", [flight, others]);
  await expireHolds(core.app);
  await news(core, core.provider.takeAtOnce(lucky.intentId));
  await news(core, core.provider.takeAtOnce(charged.intentId));
  await news(core, core.provider.authorise(authorised.intentId));
  await core.app.db.pool.query("SELECT unblock_seats($1, $2)", [flight, others]);
  const refund = await core.app.db.prisma.refund.findFirstOrThrow({ where: { reason: "seats_gone" } });
  await executeRefund(core.app, { refundId: refund.id });
  return { expired: expired.booking.id };
}

/** A paid booking of which some is cancelled, its refund still to be asked for; all of it, with the refund sent. */
async function cancelSome(
  core: TestCore,
  { flight, seats }: { readonly flight: FlightId; readonly seats: readonly string[] },
  scope: { readonly passengers?: readonly number[] },
): Promise<string> {
  const { ctx, booking, intentId } = await upToPayment(core, flight, seats);
  await news(core, core.provider.takeAtOnce(intentId));
  const { cancellation } = await cancelByQuote(ctx, booking, scope);
  const refund = await core.app.db.prisma.refund.findFirstOrThrow({ where: { cancellationId: cancellation.id } });
  if (!scope.passengers) await executeRefund(core.app, { refundId: refund.id });
  return booking.id;
}

/** Money for nothing that we know, given back, returned by the bank and owed again; and a booking paid a second time. */
async function makeStrayMoney(core: TestCore, paid: { readonly paymentId: string }): Promise<void> {
  const captured = { state: "captured", amount: { amount: 4200, currency: "EUR" }, declineCode: null, methodLabel: null } as const;
  await news(core, { ...captured, intentId: "pi_stranger", paymentId: null });
  const { id: refundId } = await core.app.db.prisma.refund.findFirstOrThrow({ where: { reason: "unknown_booking" } });
  await executeRefund(core.app, { refundId });
  const refund = { stripeRefundId: `re_${refundId}`, refundId, state: "failed" } as const;
  await recordPaymentEvent(core.app, { eventId: "evt_returned", type: "refund.failed", subject: { kind: "refund", refund } });
  await news(core, { ...captured, intentId: "pi_stray", paymentId: paid.paymentId });
}

async function holdForFamily(core: TestCore, flight: FlightId): Promise<string> {
  const ctx = await core.traveller();
  const offer = await findOffer(ctx, flight, { adults: 1, children: 1, infants: 1 });
  return (await holdSeats(ctx, { offer: offer.token, seats: [["3A", "3B"]] }, ctx.newId("aud"))).id;
}
