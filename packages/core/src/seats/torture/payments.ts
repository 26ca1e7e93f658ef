import { reconcilePayments } from "../../payments/reconcile-payments.ts";
import { cancelPayment } from "../../payments/cancel-payment.ts";
import { capturePayment } from "../../payments/capture-payment.ts";
import { executeRefund } from "../../refunds/execute-refund.ts";
import { expireHolds } from "../../bookings/expire-holds.ts";
import { news } from "../../testing/index.ts";
import type { Step } from "./plan.ts";
import { newest, record } from "./world.ts";
import type { Known, World } from "./world.ts";

/** What a traveller does in the browser, whether or not the booking still waits for it. The news of it comes when it comes. */
export async function useCard(world: World, step: Extract<Step, { kind: "card" }>): Promise<void> {
  const { provider } = world.core;
  const open = newest(world.intents, step.at);
  const intent = open && provider.intents.get(open.intentId);
  if (!intent || intent.state !== "requires_payment") return;
  if (step.how === "authorise") provider.authorise(intent.intentId);
  else if (step.how === "take") provider.takeAtOnce(intent.intentId);
  else await provider.cancelIntent(intent.intentId);
  announce(world, intent.intentId, open.booking);
}

/** The provider has something new to say, and will say it in its own time. */
function announce(world: World, intentId: string, booking: Known): void {
  const snapshot = world.core.provider.intents.get(intentId);
  if (snapshot) world.messages.push({ eventId: `evt ${intentId} ${world.messages.length}`, snapshot, booking });
}

/** A message of the provider arrives: an old one or a new one, and perhaps one that has arrived before, under its own id or another. */
export async function deliverNews(world: World, step: Extract<Step, { kind: "news" }>): Promise<void> {
  const message = newest(world.messages, step.at);
  if (!message) return;
  const { snapshot, booking, eventId } = message;
  await record(world, { action: "news", holder: booking.id }, async () => {
    const outcome = await news(world.core, snapshot, step.again ? eventId : `${eventId} at ${world.moment}`);
    if (outcome !== "confirmed" && outcome !== "capturing") return { outcome };
    // A late payment may have got other seats than its booking was last told of.
    return { outcome, seats: await seatsOf(world, booking.id), until: Infinity };
  });
}

async function seatsOf({ core }: World, bookingId: string): Promise<string[]> {
  const claims = await core.app.db.prisma.seatClaim.findMany({ where: { bookingId, releasedAt: null }, orderBy: { passengerId: "asc" } });
  return claims.map(({ seatNo }) => seatNo);
}

/** The oldest job is done, as the worker would. */
export async function runJob(world: World): Promise<boolean> {
  const { core } = world;
  const { rows } = await core.app.db.pool.query<{ name: string; payload: Record<string, string> }>(
    `DELETE FROM sent_job WHERE id = (SELECT id FROM sent_job WHERE name <> 'notification.send' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING name, payload`,
  );
  const [job] = rows;
  if (!job) return false;
  const { paymentId = "", refundId = "" } = job.payload;
  const intentId = `pi_${paymentId}`;
  const booking = world.intents.find((intent) => intent.intentId === intentId)?.booking;
  const holder = job.name === "payment.cancel" && booking ? booking.id : null;
  await record(world, { action: "job", holder }, async () => {
    if (job.name === "payment.capture") await capturePayment(core.app, { paymentId });
    else if (job.name === "payment.cancel") await cancelPayment(core.app, { paymentId });
    else await executeRefund(core.app, { refundId });
    return {};
  });
  if (booking) announce(world, intentId, booking);
  return true;
}

/** Everyone has gone home: the worker sweeps, takes up what is half done and finishes its jobs. */
export async function closeUp(world: World): Promise<void> {
  const { app } = world.core;
  await record(world, { action: "sweep" }, async () => ({ outcome: (await expireHolds(app)) >= 0 ? "ok" : "fault" }));
  await record(world, { action: "job" }, async () => {
    await reconcilePayments(app);
    return {};
  });
  while (await runJob(world));
  // Writing mails is another test's subject; none of them shall look forgotten here.
  await app.db.pool.query("UPDATE notification SET state = 'sent', sent_at = skyhold_now() WHERE state <> 'sent'");
}
