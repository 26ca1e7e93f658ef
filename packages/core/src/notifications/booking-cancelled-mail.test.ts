import { expect, test } from "vitest";

import { renderBookingCancelledMail } from "./booking-cancelled-mail.ts";
import type { CancellationView } from "./cancellation-view.ts";
import { renderRefundFailedMail } from "./refund-failed-mail.ts";
import { renderRefundSentMail } from "./refund-sent-mail.ts";

const eur = (amount: number) => ({ amount, currency: "EUR" });

const view: CancellationView = {
  recordLocator: "K7QX2M",
  whole: false,
  items: ["NV 123 Oslo – Paris, Tue 1 Dec 2026: Łukasz Þórsdóttir"],
  lines: [
    { label: "Standard fare", paid: eur(20_001), refunded: eur(10_001), why: "Standard: 50 % of the fare is refundable" },
    {
      label: "Taxes and airport charges",
      paid: eur(2800),
      refunded: eur(2800),
      why: "Taxes and airport charges of a flight that is not taken are refunded",
    },
    { label: "Seat with extra legroom", paid: eur(1500), refunded: eur(0), why: "Fees and extras are not refundable" },
  ],
  refund: eur(12_801),
  kept: eur(11_500),
  method: "Visa •••• 4242",
};

test("tells who no longer travels, what comes back of each line and why, and where it goes", async () => {
  const { subject, html, text } = await renderBookingCancelledMail(view);

  expect(subject).toBe("Booking partly cancelled (K7QX2M)");
  for (const words of ["Łukasz Þórsdóttir", "Everything else of your booking stays", "€100.01", "€128.01", "Visa •••• 4242"]) {
    expect(html).toContain(words);
    expect(text.replaceAll(/\s+/gu, " ")).toContain(words);
  }
  expect(text).toMatch(/^ {2}Standard fare +€100\.01\n {4}Paid €200\.01\. Standard: 50 % of the fare is refundable\.$/mu);
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(72);
});

test("a whole booking is called cancelled, and where nothing comes back it says so", async () => {
  const { subject, text } = await renderBookingCancelledMail({ ...view, whole: true, refund: eur(0) });

  expect(subject).toBe("Booking cancelled (K7QX2M)");
  expect(text).toContain("Nothing of what you paid for it comes back.");
  expect(text).not.toContain("Everything else");
});

test("a hostile name is text in HTML, never markup", async () => {
  const { html, text } = await renderBookingCancelledMail({ ...view, items: ["<img src=x onerror=y>"] });

  expect(html).not.toContain("<img");
  expect(text).toContain("<img src=x onerror=y>");
});

test.each([
  ["own_cancellation", "Visa •••• 4242", "to Visa •••• 4242. It is what comes back after your cancellation."],
  ["flight_cancelled", "Visa •••• 4242", "The airline cancelled your flight NV 123."],
  ["second_payment", "Visa •••• 4242", "The ticket stays valid."],
  ["goodwill", "Visa •••• 4242", "It is a payment of goodwill from us. Your booking stays as it is."],
  ["own_cancellation", null, "The money is on its way to your account."],
] as const)("a refund for %s to %s is told with its amount", async (occasion, method, words) => {
  const why = { occasion, flight: "NV 123" };
  const { subject, html, text } = await renderRefundSentMail({ recordLocator: "K7QX2M", amount: eur(12_801), method, why });

  expect(subject).toBe("Refund sent: €128.01 (K7QX2M)");
  expect(text.replaceAll(/\s+/gu, " ")).toContain(words);
  expect(html).toContain("€128.01");
});

test("staff are told which refund has failed, why, and what they can do", async () => {
  const at = new Date("2026-12-01T00:00:00Z");
  const { subject, html, text } = await renderRefundFailedMail({
    id: "ref_1",
    bookingId: null,
    recordLocator: null,
    cancellationId: null,
    state: "failed",
    waiting: true,
    amount: eur(1400),
    reason: "unknown_booking",
    failureReason: "expired_or_canceled_card",
    stripeIntentId: "pi_1",
    stripeRefundId: null,
    coveredBy: null,
    createdAt: at,
    updatedAt: at,
  });

  expect(subject).toBe("Refund failed: €14.00 (no booking)");
  for (const words of ["ref_1", "pi_1", "expired or canceled card", "admin.refunds.retry"]) {
    expect(html).toContain(words);
    expect(text).toContain(words);
  }
});
