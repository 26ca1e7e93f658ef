import { instantOf, toZonedTime } from "../time.ts";
import { longTicket, sampleAirports, sampleSegment, sampleTicket } from "../tickets/e-ticket-samples.ts";
import { previewAccountMail } from "../users/account-mail.ts";
import { renderBookingCancelledMail } from "./booking-cancelled-mail.ts";
import { renderBookingChangedMail } from "./booking-changed-mail.ts";
import { renderBookingConfirmedMail } from "./booking-confirmed-mail.ts";
import { renderBookingExpiredMail } from "./booking-expired-mail.ts";
import type { CancellationView } from "./cancellation-view.ts";
import { renderFlightChangedMail } from "./flight-changed-mail.ts";
import type { FlightChangedView, FlightTimes } from "./flight-changed-mail.ts";
import type { RenderedMail } from "./mail-frame.ts";
import { renderPaymentFailedMail, renderPaymentWithdrawnMail } from "./payment-failed-mail.ts";
import type { NotificationKind } from "./queue-notification.ts";
import { renderRefundFailedMail } from "./refund-failed-mail.ts";
import { renderRefundSentMail } from "./refund-sent-mail.ts";
import { renderReminderMail } from "./reminder-mail.ts";
import { renderSeatsChangedMail, renderSeatsPaidMail } from "./seats-changed-mail.ts";
import type { AccountMailKind } from "../users/account-mail.ts";

const { OSL, CDG } = sampleAirports;
const webUrl = "https://book.example.com";
const manageUrl = `${webUrl}/bookings/bkg_0`;
const recordLocator = "K7QX2M";
const eur = (amount: number) => ({ amount, currency: "EUR" });
const inOslo = (at: string) => toZonedTime(instantOf(at), OSL.timeZone);
const inParis = (at: string) => toZonedTime(instantOf(at), CDG.timeZone);

const segment = sampleSegment([OSL, CDG], ["2026-12-01T08:30:00Z", "2026-12-01T10:55:00Z"]);
const planned: FlightTimes = {
  departs: segment.departs,
  arrives: segment.arrives,
  expectedDeparts: null,
  expectedArrives: null,
  terminal: "1",
  gate: "A12",
};
const late = { ...planned, expectedDeparts: inOslo("2026-12-01T14:05:00Z"), expectedArrives: inParis("2026-12-01T16:30:00Z") };
const moved = { ...planned, departs: inOslo("2026-12-01T09:45:00Z"), arrives: inParis("2026-12-01T12:10:00Z") };

const cancellation: CancellationView = {
  recordLocator,
  whole: true,
  items: ["NV 123 Oslo – Paris, Tue 1 Dec 2026: Łukasz Þórsdóttir, Nguyễn Thị Ánh"],
  lines: [
    { label: "Standard fare × 2", paid: eur(25_800), refunded: eur(12_900), why: "Standard: 50 % of the fare is refundable" },
    {
      label: "Taxes and airport charges × 2",
      paid: eur(4312),
      refunded: eur(4312),
      why: "Taxes and airport charges of a flight that is not taken are refunded",
    },
    { label: "Carrier fees", paid: eur(1600), refunded: eur(0), why: "Fees and extras are not refundable" },
  ],
  refund: eur(17_212),
  kept: eur(14_500),
  method: "Visa •••• 4242",
};

const change: Omit<FlightChangedView, "kind" | "after" | "rights"> = {
  recordLocator,
  bookingState: "confirmed",
  reason: null,
  segment,
  before: planned,
  cancellation: null,
  manageUrl,
};
const euDelay =
  "Departure delayed by 5 hours or more: full refund, due within 7 days, Regulation (EC) 261/2004, Articles 6(1)(iii) and 8(1)(a)";
const euCancelled = "Cancelled by the airline: full refund, due within 7 days, Regulation (EC) 261/2004, Articles 5(1)(a) and 8(1)(a)";
const euCompensation =
  "Cancelled by the airline, 1344 km: €250 for each passenger, Regulation (EC) 261/2004, Articles 5(1)(c) and 7, unless told 14 days before, re-routed in time, or by extraordinary circumstances";
const inFull = { refund: eur(31_712), paid: eur(31_712), until: late.expectedDeparts, compensation: null };
const byFare = { refund: eur(17_212), paid: eur(31_712), until: moved.departs, compensation: null, why: [] };
const refund = {
  id: "ref_00000000-0000-7000-8000-000000000000",
  bookingId: null,
  recordLocator,
  cancellationId: null,
  state: "failed",
  waiting: true,
  amount: eur(17_212),
  reason: "cancellation",
  failureReason: "expired_or_canceled_card",
  stripeIntentId: "pi_3Sample",
  stripeRefundId: null,
  coveredBy: null,
  createdAt: instantOf("2026-11-20T09:00:00Z"),
  updatedAt: instantOf("2026-11-20T09:00:00Z"),
} as const;

const samples: Readonly<Record<NotificationKind | AccountMailKind, () => Promise<RenderedMail>>> = {
  "booking.confirmed": () => renderBookingConfirmedMail({ ticket: sampleTicket(), manageUrl }),
  "booking.expired": () => renderBookingExpiredMail({ recordLocator, routeSummary: "Oslo – Paris", searchUrl: webUrl }),
  "booking.cancelled": () => renderBookingCancelledMail(cancellation),
  "booking.changed": () =>
    renderBookingChangedMail({
      recordLocator,
      flights: ["NV 129 Oslo – Paris, Thu 3 Dec 2026, 09:30: Łukasz Þórsdóttir 12A, Nguyễn Thị Ánh 12B"],
      replaced: ["NV 123 Oslo – Paris, Tue 1 Dec 2026, 09:30"],
      price: eur(36_400),
      credit: eur(27_842),
      paid: eur(8558),
      refund: eur(0),
      kept: eur(3870),
      manageUrl,
    }),
  "booking.seats_changed": () =>
    renderSeatsChangedMail({
      recordLocator,
      changes: [
        { passenger: "Łukasz Þórsdóttir", flight: "NV 123, Oslo to Paris", from: "12A", to: "21F" },
        { passenger: "Nguyễn Thị Ánh", flight: "NV 123, Oslo to Paris", from: "12B", to: "21E" },
      ],
      freeCancellationUntil: inOslo("2026-11-21T13:02:00Z"),
    }),
  "booking.seats_paid": () =>
    renderSeatsPaidMail({
      recordLocator,
      amount: eur(3800),
      changes: [{ passenger: "Łukasz Þórsdóttir", flight: "NV 123, Oslo to Paris", seat: "Seat 1A instead of 12A" }],
    }),
  "payment.failed": () =>
    renderPaymentFailedMail({
      recordLocator,
      purpose: "booking",
      amount: eur(31_712),
      why: "There is not enough money on this card. Use another card.",
      until: inOslo("2026-11-20T13:30:00Z"),
      payUrl: manageUrl,
    }),
  "payment.withdrawn": () => renderPaymentWithdrawnMail({ recordLocator, amount: eur(31_712), why: "seats_gone", searchUrl: webUrl }),
  "refund.sent": () =>
    renderRefundSentMail({
      recordLocator,
      amount: eur(31_712),
      method: "Visa •••• 4242",
      why: { occasion: "flight_cancelled", flight: "NV 123" },
    }),
  "refund.failed": () => renderRefundFailedMail(refund),
  "flight.delayed": () =>
    renderFlightChangedMail({
      ...change,
      kind: "delayed",
      reason: "Late arrival of the aircraft",
      after: late,
      rights: { ...inFull, why: [euDelay] },
    }),
  "flight.gate_changed": () =>
    renderFlightChangedMail({ ...change, kind: "gate_changed", after: { ...planned, gate: "C7" }, rights: null }),
  "flight.rescheduled": () => renderFlightChangedMail({ ...change, kind: "rescheduled", after: moved, rights: byFare }),
  "flight.cancelled": () =>
    renderFlightChangedMail({
      ...change,
      kind: "cancelled",
      reason: "A strike of air traffic control",
      after: planned,
      rights: { ...inFull, until: null, why: [euCancelled], compensation: euCompensation },
    }),
  "flight.check_in_open": () =>
    renderReminderMail({ kind: "check_in_open", ticket: sampleTicket(), at: 0, gate: null, terminal: "1", unanswered: null, manageUrl }),
  "flight.reminder": () =>
    renderReminderMail({ kind: "reminder", ticket: longTicket(), at: 1, gate: "K41", terminal: "2E", unanswered: eur(31_712), manageUrl }),
  "account.confirm_registration": () => previewAccountMail({ webUrl }, "account.confirm_registration"),
  "account.exists": () => previewAccountMail({ webUrl }, "account.exists"),
  "account.verify_email": () => previewAccountMail({ webUrl }, "account.verify_email"),
  "account.reset_password": () => previewAccountMail({ webUrl }, "account.reset_password"),
  "account.password_changed": () => previewAccountMail({ webUrl }, "account.password_changed"),
  "account.second_factor_reset": () => previewAccountMail({ webUrl }, "account.second_factor_reset"),
};

/** Every message that Skyhold sends, as it looks with invented people and flights. A kind without a sample does not compile. */
export async function mailSamples(): Promise<(RenderedMail & { readonly kind: string })[]> {
  return Promise.all(Object.entries(samples).map(async ([kind, render]) => ({ kind, ...(await render()) })));
}
