import { getBooking, GetBookingInput } from "@skyhold/core";
import type { Context, User } from "@skyhold/core";
import { bookTrip, hold, makeFlight, startTestCore, takeAway } from "@skyhold/core/testing";
import type { TestCore } from "@skyhold/core/testing";
import { startStripeSandbox } from "@skyhold/stripe-sandbox";
import { Stripe } from "stripe";
import { expect, test } from "vitest";

import { openLedger } from "../ledger.ts";
import type { Pen } from "../ledger.ts";
import { audit } from "./audit.ts";

const kept = {
  lostHolds: 0,
  lostBookings: 0,
  doubleSold: 0,
  paidWithoutSeat: 0,
  seatWithoutPayment: 0,
  mailsLost: 0,
  mailsDoubled: 0,
  invariants: 0,
};

/** A world in which one booking was bought, and all accounts agree. */
interface World {
  readonly core: TestCore;
  readonly ctx: Context<User>;
  readonly ledger: Pen;
  readonly taken: { messageId: string }[];
  readonly charge: (bookingId: string, amount: number) => Promise<unknown>;
  /** Does what triggers and foreign keys would refuse, as a fault of the disk might. */
  readonly corrupt: (sql: string) => Promise<void>;
  readonly flightId: Awaited<ReturnType<typeof makeFlight>>;
}

async function soldOneSeat(parts: AsyncDisposableStack): Promise<{ world: World; check: () => ReturnType<typeof audit> }> {
  const core = parts.use(await startTestCore());
  const stripe = await startStripeSandbox();
  parts.defer(() => stripe.close());
  const client = new Stripe(stripe.secretKey, { host: stripe.host, port: stripe.port, protocol: "http", telemetry: false });
  const charge = (bookingId: string, amount: number) =>
    client.paymentIntents.create({
      amount,
      currency: "eur",
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: "never" },
      payment_method: "pm_card_visa",
      metadata: { bookingId },
    });
  const { db } = core.database;
  const ctx = await core.traveller();
  const flightId = await makeFlight(db);
  const ledger = openLedger();
  const booking = await bookTrip(core, ctx, { flights: [flightId] });
  ledger.hold({ ...booking, expiresAt: new Date() });
  ledger.confirm(booking);
  await charge(booking.id, booking.total.amount);
  const { rows } = await db.pool.query<{ id: string }>("UPDATE notification SET state = 'sent', sent_at = skyhold_now() RETURNING id");
  const taken = rows.map(({ id }) => ({ messageId: `<${id}@skyhold>` }));
  const corrupt = async (sql: string) =>
    void (await db.pool.query(`SET session_replication_role = replica; ${sql}; RESET session_replication_role`));
  const world = { core, ctx, ledger, taken, charge, corrupt, flightId };
  return { world, check: () => audit({ db, stripe, mail: { taken } }, ledger) };
}

const only = ({ bookings }: Pen) => [...bookings.keys()][0] ?? "";

test("where nothing is wrong the audit finds nothing", async () => {
  await using parts = new AsyncDisposableStack();
  const { check } = await soldOneSeat(parts);

  expect(await check()).toMatchObject({ violations: kept, redeliveredMails: 0, broken: [] });
});

test.each<[string, keyof typeof kept, (world: World) => Promise<unknown>]>([
  ["a hold of which nothing is left", "lostHolds", ({ corrupt }) => corrupt("DELETE FROM seat_claim")],
  ["a booking that forgot its confirmation", "lostBookings", ({ corrupt }) => corrupt("DELETE FROM coupon; DELETE FROM ticket")],
  [
    "one seat that two travellers were given, without the index and the locks that prevent it",
    "doubleSold",
    async ({ core, ledger, flightId }) => {
      await takeAway(core.database.db, "index", "locks", "look");
      for (const ctx of [await core.traveller(), await core.traveller()]) ledger.hold(await hold(ctx, flightId, ["3C"]));
    },
  ],
  [
    "a cancellation that was acknowledged and is not on record",
    "lostBookings",
    async ({ ledger }) => ledger.note(only(ledger), "cancelled"),
  ],
  [
    "a change of flight that was acknowledged and is not on record",
    "lostBookings",
    async ({ ctx, ledger }) => ledger.changeFlight(await getBooking(ctx, GetBookingInput.parse({ bookingId: only(ledger) }))),
  ],
  [
    "names that were acknowledged and are not on record",
    "lostBookings",
    async ({ ledger, corrupt }) => {
      ledger.note(only(ledger), "named");
      await corrupt("UPDATE passenger SET surname = NULL");
    },
  ],
  ["a payment for no booking", "paidWithoutSeat", ({ charge }) => charge("bkg_unknown", 4711)],
  ["a payment that was taken twice", "paidWithoutSeat", ({ charge, ledger }) => charge(only(ledger), 4711)],
  [
    "a refund that is on record and was never made",
    "paidWithoutSeat",
    ({ corrupt }) =>
      corrupt(
        `INSERT INTO refund (id, booking_id, payment_id, stripe_intent_id, amount_minor, currency, reason, state, stripe_refund_id)
         SELECT 'ref_1', booking_id, id, 'pi_1', amount_minor, currency, 'cancelled', 'succeeded', 're_1' FROM payment`,
      ),
  ],
  ["books that do not balance", "invariants", ({ corrupt }) => corrupt("UPDATE ledger_entry SET amount_minor = amount_minor + 1")],
  ["a mail that nobody took", "mailsLost", async ({ taken }) => taken.pop()],
  [
    "one message that is on record twice",
    "mailsDoubled",
    async ({ corrupt, taken }) => {
      await corrupt(
        `CREATE TEMP TABLE again AS SELECT * FROM notification LIMIT 1; UPDATE again SET id = 'ntf_again', dedupe_key = 'again';
         INSERT INTO notification SELECT * FROM again`,
      );
      taken.push({ messageId: "<ntf_again@skyhold>" });
    },
  ],
  ["a mail that is not on record", "mailsDoubled", async ({ taken }) => taken.push({ messageId: "<again@skyhold>" })],
])("negative control: the audit finds %s", async (_what, promise, sabotage) => {
  await using parts = new AsyncDisposableStack();
  const { world, check } = await soldOneSeat(parts);

  await sabotage(world);

  expect((await check()).violations[promise]).toBeGreaterThan(0);
});

test("negative control: the audit finds a seat that nobody paid for", async () => {
  await using parts = new AsyncDisposableStack();
  const { world, check } = await soldOneSeat(parts);

  await bookTrip(world.core, world.ctx, { flights: [await makeFlight(world.core.database.db)] });

  expect((await check()).violations.seatWithoutPayment).toBe(1);
});
