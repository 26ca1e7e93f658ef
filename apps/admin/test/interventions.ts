import { cancelBookingForStaff, CancelBookingForStaffInput } from "@skyhold/core";
import type { Context, Staff } from "@skyhold/core";
import { book, eventually, stripeOf, travellerOf } from "@skyhold/api/testing";
import { hold, holdUpToPayment, makeFlight } from "@skyhold/core/testing";
import { expect } from "vitest";

import { findBarriers } from "./office.ts";
import type { Office } from "./office.ts";

/** Two people on 2A and 2B of a flight whose row 1 costs more, paid. */
export async function paidCouple({ stack }: Office) {
  const { db } = stack.dependencies;
  const flightId = await makeFlight(db, { rows: 3, legroomRows: [1], legroomFee: 2500 });
  const held = await holdUpToPayment(await travellerOf(stack), flightId, ["2A", "2B"]);
  await stripeOf(stack).paymentIntents.confirm(held.intentId, { payment_method: "pm_card_visa" });
  const { id } = held.booking;
  await eventually(async () => (await db.prisma.booking.findUniqueOrThrow({ where: { id } })).state === "confirmed");
  return { flightId, booking: held.booking };
}

/** Answers the state of the booking, and as what its owner is on record. */
export async function bookForCaller(office: Office) {
  const { stack, open } = office;
  const { prisma } = stack.dependencies.db;
  const flightId = await makeFlight(stack.dependencies.db, { rows: 2 });
  const { departureDate } = await prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const page = await open(`/sell?from=CDG&to=LIS&date=${departureDate.toISOString().slice(0, 10)}`);
  await page
    .getByRole("button", { name: /^Hold /u })
    .first()
    .click();
  await page.getByLabel(/e-mail address/u).fill("no address");
  await page.getByLabel(/e-mail address/u).evaluate((field) => field.setAttribute("type", "text"));
  await page.getByRole("button", { name: "Hold the seats" }).click();
  await expect.poll(() => page.getByLabel(/e-mail address/u).getAttribute("aria-invalid")).toBe("true");
  await page.getByLabel(/e-mail address/u).fill("caller@example.com");
  await page.getByRole("button", { name: "Hold the seats" }).click();
  await page.getByRole("link", { name: "Go on to the booking" }).click();
  await page.getByRole("button", { name: "Name passengers" }).click();
  await page.getByLabel("Given name").fill("Ana");
  await page.getByLabel("Surname").fill("Novák");
  await page.getByLabel("Born").fill("1990-05-17");
  await page.getByRole("button", { name: "Save the names" }).click();
  await page.getByText("Ana Novák").waitFor();
  await page.getByRole("button", { name: "Open the payment" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Open the payment" }).click();
  await page.getByText("Awaiting payment").first().waitFor();
  await page.getByText(/held the seats for the traveller/u).waitFor();
  await page.getByRole("button", { name: "Add a note" }).click();
  await page.getByRole("textbox", { name: "Note" }).fill("pays tonight");
  await page.getByRole("button", { name: "Keep the note" }).click();
  await page.getByText("pays tonight").waitFor();
  const booking = await prisma.booking.findFirstOrThrow({ where: { contactEmail: "caller@example.com" }, include: { user: true } });
  return [booking.state, booking.user.kind];
}

/** Answers who was cancelled, and what share of the total comes back. */
export async function cancelOneOfTwo(office: Office) {
  const { booking } = await paidCouple(office);
  const page = await office.open(`/bookings/${booking.id}`);
  await page.getByRole("button", { name: "Cancel and refund" }).click();
  await page.getByRole("checkbox", { name: "Ana II Novák" }).check();
  await page.getByLabel("All that was paid").check();
  await page.getByLabel("Reason").fill("broke a leg");
  await page.getByRole("button", { name: /Cancel and give back/u }).click();
  await page.getByText("broke a leg").first().waitFor();
  const { prisma } = office.stack.dependencies.db;
  const items = await prisma.cancellationItem.findMany({
    where: { cancellation: { bookingId: booking.id } },
    include: { passenger: true },
  });
  const [refund] = await prisma.refund.findMany({ where: { bookingId: booking.id } });

  await eventually(async () => (await prisma.notification.count({ where: { bookingId: booking.id, state: { not: "sent" } } })) === 0);
  await page.reload();
  // The oldest one: the mail of the refund may come at any moment, and is not sent yet then.
  await page.locator(".moves .link").last().click();
  // Its first words are hidden, for lists of mails.
  await page.frameLocator("iframe").getByText(booking.recordLocator).first().waitFor({ state: "attached" });
  await page.getByLabel(/Why it is to go out again/u).fill("deleted it");
  await page.getByRole("button", { name: "Send once more" }).click();
  await page.getByText(/sent a message once more/u).waitFor();
  return [items.map(({ passenger }) => passenger.givenName), Number(refund?.amountMinor) / booking.total.amount];
}

/** Answers by how much the price has changed. */
export async function movePassenger(office: Office) {
  const { flightId, booking } = await paidCouple(office);
  const page = await office.open(`/flights/${flightId}`);
  const seat = (name: string) => page.locator(`[data-seat="${name}"]`);
  await page.getByText("Live", { exact: true }).waitFor();
  await expect.poll(() => seat("2A").getAttribute("aria-label")).toContain("Novák");
  await seat("2A").hover();
  await page.mouse.down();
  await seat("1A").hover();
  await page.mouse.up();
  await page.getByText(/cost .* more/u).waitFor();
  await page.getByLabel("Nobody pays more").check();
  await page.getByLabel("Reason").fill("the belt is broken");
  await page.getByRole("button", { name: "Move", exact: true }).click();
  await expect.poll(() => seat("1A").getAttribute("aria-label"), { timeout: 10_000 }).toContain("sold, Ana I Novák");
  await expect.poll(() => seat("2A").getAttribute("aria-label"), { timeout: 10_000 }).toContain("free");

  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await seat("1A").focus();
  await page.keyboard.press("m");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Move 1A to 2A" }).waitFor();
  // The booking is read first, and the keyboard is in the field once it is there.
  await page.locator(":focus").and(page.getByLabel("Reason")).waitFor();
  await page.keyboard.type("mended");
  // Nothing is sent before its price is known.
  await expect.poll(() => page.getByRole("button", { name: "Move", exact: true }).isEnabled()).toBe(true);
  await page.keyboard.press("Enter");
  await expect.poll(() => seat("2A").getAttribute("aria-label"), { timeout: 10_000 }).toContain("sold, Ana I Novák");
  const { totalMinor } = await office.stack.dependencies.db.prisma.booking.findUniqueOrThrow({ where: { id: booking.id } });
  return Number(totalMinor) - booking.total.amount;
}

/** Answers how many windows saw both. */
export async function watchHoldExpire(office: Office) {
  const { stack, open } = office;
  const flightId = await makeFlight(stack.dependencies.db, { rows: 1 });
  const pages = await Promise.all([open("/"), open("/")]);
  const ctx = await travellerOf(stack);
  const { recordLocator } = await hold({ ...ctx, policy: { ...ctx.policy, holdSeconds: 6, paySeconds: 6 } }, flightId, ["1A"]);
  for (const page of pages) await page.getByRole("link", { name: recordLocator }).waitFor({ timeout: 15_000 });
  for (const page of pages) await page.getByRole("link", { name: recordLocator }).waitFor({ state: "detached", timeout: 20_000 });
  return pages.length;
}

/** Looks at a booking while its traveller pays for it and a colleague cancels it; answers which states were seen without a reload. */
export async function watchBooking({ stack, open }: Office) {
  const traveller = await travellerOf(stack);
  const held = await holdUpToPayment(traveller, await makeFlight(stack.dependencies.db), ["2A"]);
  const page = await open(`/bookings/${held.booking.id}`);
  await page.getByText("Live", { exact: true }).waitFor();
  await page.evaluate("globalThis.sameWindow = true");
  const state = page.locator(".page-head .badge").first();
  const seen = [await state.textContent()];
  await stripeOf(stack).paymentIntents.confirm(held.intentId, { payment_method: "pm_card_visa" });
  await page.getByText("Paid and confirmed").waitFor();
  seen.push(await state.textContent());
  await page.locator(".moves").getByText("Sent", { exact: true }).waitFor();
  const staff: Context<Staff> = { ...traveller, actor: { ...traveller.actor, role: "staff" } };
  const input = { bookingId: held.booking.id, refund: "full", reason: "a colleague did" };
  await cancelBookingForStaff(staff, CancelBookingForStaffInput.parse(input), "once");
  await page.getByText("a colleague did").first().waitFor();
  await expect.poll(() => state.textContent()).not.toBe(seen[1]);
  seen.push(await state.textContent());
  expect(await page.evaluate("globalThis.sameWindow")).toBe(true);
  return seen;
}

/** Answers how many jobs of its kind there are now: the first one, which was done, and this. */
export async function sendJobBack(office: Office) {
  const { stack, open } = office;
  const { db } = stack.dependencies;
  const { booking } = await book(stack, await travellerOf(stack));
  const { id: paymentId } = await db.prisma.payment.findFirstOrThrow({ where: { bookingId: booking.id } });
  await db.pool.query("DELETE FROM pgboss.job WHERE name = 'dead-letters'");
  // As it looks after its last try: the worker would take whatever is put into the queue.
  await db.pool.query(
    `INSERT INTO pgboss.job (name, data, source_name, source_retry_count, source_output)
       VALUES ('dead-letters', $1, 'payment.capture', 12, '{"message": "Stripe did not answer"}')`,
    [JSON.stringify({ paymentId })],
  );
  const page = await open("/jobs");
  await page.getByText("Stripe did not answer").waitFor();
  await page.getByRole("button", { name: "Send back" }).click();
  await page.getByLabel("Why it may succeed now").fill("Stripe is back");
  await page.getByRole("dialog").getByRole("button", { name: "Send back" }).click();
  await page.getByText(/No job has failed/u).waitFor();
  const { rows } = await db.pool.query("SELECT FROM pgboss.job WHERE name = 'payment.capture' AND data ->> 'paymentId' = $1", [paymentId]);
  return rows.length;
}

/** Answers what is wrong on which screen. */
export async function lookOnPhone(office: Office) {
  const { stack, open } = office;
  const { booking } = await book(stack, await travellerOf(stack));
  const flightId = booking.segments[0]?.flight.id ?? "";
  const paths = [
    "/",
    "/bookings",
    `/bookings/${booking.id}`,
    `/flights/${flightId}`,
    "/sell",
    "/money?tab=payments",
    "/messages",
    "/jobs",
    "/audit",
  ];
  const found: string[] = [];
  // Both themes are looked at on a desk: a colour does not depend on the width.
  const page = await open("/", "dark", "phone");
  for (const path of paths) {
    await page.goto(`${stack.url}/admin${path}`);
    await page.getByRole("heading").first().waitFor();
    for (const barrier of await findBarriers(page)) found.push(`${path}: ${barrier}`);
    const wide = await page.evaluate("document.documentElement.scrollWidth");
    if (Number(wide) > 390) found.push(`${path} is ${Number(wide)} wide`);
  }
  return found;
}
