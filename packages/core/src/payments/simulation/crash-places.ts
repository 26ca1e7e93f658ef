import { cancelBooking } from "../../bookings/cancel-booking.ts";
import { changeFlights } from "../../bookings/change-flights.ts";
import { quoteCancellation } from "../../bookings/quote-cancellation.ts";
import { releaseHold } from "../../bookings/release-hold.ts";
import type { Context, User } from "../../context.ts";
import { executeRefund } from "../../refunds/execute-refund.ts";
import { cancelPayment } from "../cancel-payment.ts";
import { capturePayment } from "../capture-payment.ts";
import { recordPaymentEvent } from "../record-payment-event.ts";
import { refreshPayment } from "../refresh-payment.ts";
import { startPayment } from "../start-payment.ts";
import type { StartPaymentInput } from "../start-payment.ts";
import type { Life } from "./life.ts";
import { mortal } from "./mortal.ts";
import { quoteOther } from "./quote-other.ts";
import { cheapest } from "./world.ts";

type Acting = Context<User>;
type Act = (ctx: Acting, life: Life) => Promise<unknown>;

/** A piece of work that touches both the provider and the database, and may die between the two. */
export interface CrashPlace {
  readonly name: string;
  /** What has happened before. */
  readonly given: Act;
  readonly work: Act;
  /** Whether whoever asked for the work asks again, as a caller and a webhook do; otherwise only the reconciler takes it up. */
  readonly again: boolean;
  /** What has become of the booking then, and what was kept of the money, in cents. */
  readonly ends: readonly [state: string, kept: number];
}

const startFor =
  (wishOf: (life: Life) => Omit<StartPaymentInput, "bookingId">): Act =>
  async (ctx, life) => {
    const { clientSecret } = await startPayment(ctx, { bookingId: life.bookingId, ...wishOf(life) });
    life.payable.push(clientSecret.replace("_secret", ""));
  };
const start = startFor(() => ({}));
const startSeats = (seat: string) => startFor(() => ({ seats: [[seat]] }));
const startChange = startFor(({ change }) => ({ change: change?.quote }));
const intentOf = ({ payable }: Life) => payable.at(-1) ?? "";
const tell = async (ctx: Acting, life: Life) => {
  const intent = life.core.provider.intents.get(intentOf(life));
  if (!intent) throw new Error("There is no such intent");
  const eventId = `evt_${intent.intentId}_${intent.state}`;
  await recordPaymentEvent(ctx, { eventId, type: "payment", subject: { kind: "payment", intent } });
};
const authorise: Act = async (ctx, life) => {
  life.core.provider.authorise(intentOf(life));
  await tell(ctx, life);
};
const takeAtOnce: Act = async (ctx, life) => {
  life.core.provider.takeAtOnce(intentOf(life));
  await tell(ctx, life);
};
const release: Act = (ctx, { bookingId }) => releaseHold(ctx, { bookingId });
const cancel: Act = async (ctx, life) => {
  const { bookingId } = life;
  life.quote ??= (await quoteCancellation(ctx, { bookingId })).quote;
  await cancelBooking(ctx, { bookingId, quote: life.quote });
};
const quoted =
  (price: number): Act =>
  (ctx, life) =>
    quoteOther(ctx, life, { price });
const changeFlight: Act = (ctx, { bookingId, change }) => changeFlights(ctx, { bookingId, quote: change?.quote ?? "" });
const inTurn =
  (...acts: readonly Act[]): Act =>
  async (ctx, life) => {
    for (const act of acts) await act(ctx, life);
  };
/** The first call to the provider finds the process dead. */
const dieBefore =
  (act: Act): Act =>
  async (_ctx, life) => {
    const ctx = mortal(life, () => false);
    const dead = { ...ctx, payments: { ...ctx.payments, createIntent: () => Promise.reject(new Error("dead")) } };
    const { prisma } = ctx.db;
    await act(dead, life).catch(() => undefined);
    await prisma.payment.updateMany({ where: { bookingId: life.bookingId }, data: { state: "starting" } });
  };
const lastPayment = ({ core, bookingId }: Life) =>
  core.app.db.prisma.payment.findFirstOrThrow({ where: { bookingId }, orderBy: { id: "desc" } });
const capture: Act = async (ctx, life) => capturePayment(ctx, { paymentId: (await lastPayment(life)).id });
const withdraw: Act = async (ctx, life) => cancelPayment(ctx, { paymentId: (await lastPayment(life)).id });
const refund: Act = async (ctx, { core, bookingId }) => {
  const { id } = await core.app.db.prisma.refund.findFirstOrThrow({ where: { bookingId }, orderBy: { id: "desc" } });
  await executeRefund(ctx, { refundId: id });
};
const refundInVain: Act = async (ctx, life) => {
  life.core.provider.breakNextRefund();
  await refund(ctx, life).catch(() => undefined);
};
const refresh: Act = (ctx, life) => refreshPayment(ctx, { intentId: intentOf(life) });
const nothing: Act = () => Promise.resolve();
const confirmed = inTurn(start, takeAtOnce);
const changing = inTurn(confirmed, quoted(15_000), startChange);
const lost = inTurn(start, release, takeAtOnce);

/** Under HALF: 100.00, of which half comes back, and a change takes 15.00; a seat in row 2 costs 25.00 more. */
export const crashPlaces: readonly CrashPlace[] = [
  { name: "opening a payment", given: nothing, work: start, again: false, ends: ["expired", 0] },
  { name: "opening the payment of dearer seats", given: confirmed, work: startSeats("2A"), again: false, ends: ["confirmed", 10_000] },
  {
    name: "opening the payment of other dearer seats, which ends the one before",
    given: inTurn(confirmed, startSeats("2A")),
    work: startSeats("2B"),
    again: false,
    ends: ["confirmed", 10_000],
  },
  { name: "taking authorised money", given: inTurn(start, authorise), work: capture, again: false, ends: ["confirmed", 10_000] },
  {
    name: "taking the money for dearer seats",
    given: inTurn(confirmed, startSeats("2A"), authorise),
    work: capture,
    again: false,
    ends: ["confirmed", 12_500],
  },
  { name: "withdrawing a payment", given: inTurn(start, release), work: withdraw, again: false, ends: ["released", 0] },
  {
    name: "withdrawing an attempt of which the provider may not have heard",
    given: inTurn(dieBefore(start), release),
    work: withdraw,
    again: false,
    ends: ["released", 0],
  },
  {
    name: "letting go of authorised money that buys nothing",
    given: inTurn(start, release, authorise),
    work: withdraw,
    again: false,
    ends: ["released", 0],
  },
  { name: "giving back money that bought nothing", given: lost, work: refund, again: false, ends: ["released", 0] },
  { name: "giving it back once more, after a fault", given: inTurn(lost, refundInVain), work: refund, again: false, ends: ["released", 0] },
  {
    name: "giving back what a cancellation brings",
    given: inTurn(confirmed, cancel),
    work: refund,
    again: false,
    ends: ["cancelled", 5000],
  },
  { name: "asking how a payment stands", given: inTurn(start, authorise), work: refresh, again: false, ends: ["confirmed", 10_000] },
  { name: "hearing of authorised money", given: start, work: authorise, again: true, ends: ["confirmed", 10_000] },
  { name: "hearing of captured money", given: start, work: takeAtOnce, again: true, ends: ["confirmed", 10_000] },
  { name: "cancelling a paid booking", given: confirmed, work: cancel, again: true, ends: ["cancelled", 5000] },
  {
    name: "changing to flights for which nothing is due",
    given: inTurn(confirmed, quoted(8500)),
    work: changeFlight,
    again: true,
    ends: ["confirmed", 10_000],
  },
  {
    name: "giving back what cheaper flights leave",
    given: inTurn(confirmed, quoted(cheapest), changeFlight),
    work: refund,
    again: false,
    ends: ["confirmed", 8000],
  },
  {
    name: "opening the payment of dearer flights",
    given: inTurn(confirmed, quoted(15_000)),
    work: startChange,
    again: false,
    ends: ["confirmed", 10_000],
  },
  {
    name: "taking the money for dearer flights",
    given: inTurn(changing, authorise),
    work: capture,
    again: false,
    ends: ["confirmed", 16_500],
  },
  { name: "hearing of captured money for dearer flights", given: changing, work: takeAtOnce, again: true, ends: ["confirmed", 16_500] },
  {
    name: "letting go of money that dearer flights no longer take",
    given: inTurn(changing, cancel, authorise),
    work: withdraw,
    again: false,
    ends: ["cancelled", 5000],
  },
];
