import { getDocumentProxy } from "unpdf";
import { expect, test } from "vitest";

import { renderBookingConfirmedMail } from "../notifications/booking-confirmed-mail.ts";
import { longTicket, sampleAirports, samplePassenger, sampleSegment, sampleTicket } from "./e-ticket-samples.ts";
import { renderCalendars } from "./render-calendar.ts";
import { renderETicketPdf } from "./render-e-ticket-pdf.ts";
import { seatWord } from "./ticket-words.ts";

const gone = samplePassenger("Nguyễn Thị Ánh", { seats: [null], cancelled: [true] });
const eur = (amount: number) => ({ amount, currency: "EUR" });
const ticket = sampleTicket({
  passengers: [samplePassenger("Łukasz Þórsdóttir"), gone],
  cancelled: { refunded: eur(12_801), kept: eur(3055) },
});

/** The runs of text of a PDF: a word that is cut or broken is two, or none. */
async function wordsOf(pdf: Uint8Array): Promise<string[]> {
  const document = await getDocumentProxy(Uint8Array.from(pdf));
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_, index) => (await document.getPage(index + 1)).getTextContent()),
  );
  return pages.flatMap(({ items }) => items.flatMap((item) => ("str" in item ? [item.str] : [])));
}

test("who no longer travels is marked where the seat was, and the price says what became of it", async () => {
  const { html, text } = await renderBookingConfirmedMail({ ticket, manageUrl: null });

  expect(seatWord(gone, 0)).toBe("cancelled");
  expect(text).toContain("NV 123 cancelled");
  expect(text).toMatch(/^ {2}Cancelled and refunded +€128\.01\n {2}Cancelled and not refundable +€30\.55$/mu);
  expect(html).toContain("Cancelled and refunded");
});

test("the PDF is drawn with what was cancelled, and differs from the whole ticket", async () => {
  const [partly, whole] = [await renderETicketPdf(ticket), await renderETicketPdf(sampleTicket())];

  expect(new TextDecoder().decode(partly.subarray(0, 5))).toBe("%PDF-");
  expect(partly).not.toEqual(whole);
});

test("on a ticket of many flights the word for a cancelled seat stays on one line", async () => {
  const long = longTicket();
  const lost = long.passengers.map((passenger) => ({ ...passenger, cancelled: long.segments.map(() => true) }));
  const pdf = await renderETicketPdf({ ...long, passengers: lost });

  expect((await wordsOf(pdf)).filter((word) => word.startsWith("cancel"))).toEqual(
    long.passengers.flatMap(() => long.segments.map(() => "cancelled")),
  );
});

test("who has several tickets has them one below the other, above the next passenger", async () => {
  const tickets = (from: number) => [0, 1, 2].map((nth) => `123-456789012${from + nth}`);
  const passengers = [0, 3].map((from) => samplePassenger("Ōta Zoë", { ticketNumber: tickets(from).join(" / ") }));
  const document = await getDocumentProxy(Uint8Array.from(await renderETicketPdf(sampleTicket({ passengers }))));
  const { items } = await (await document.getPage(1)).getTextContent();
  const heights = items.flatMap((item) => ("str" in item && item.str.startsWith("123-") ? [Number(item.transform[5])] : []));

  expect(heights).toHaveLength(6);
  for (const [at, height] of heights.slice(1).entries()) expect((heights[at] ?? 0) - height).toBeGreaterThan(8);
});

test("flights that were changed for others are neither on the way nor in the table of a ticket or of a mail sent again, and no connection leads from them", async () => {
  const { OSL, CDG, KTM } = sampleAirports;
  const replaced = sampleSegment([OSL, CDG], ["2026-12-01T08:30:00Z", "2026-12-01T10:55:00Z"], { flight: "NV 100" });
  const taken = sampleSegment([OSL, CDG], ["2026-12-01T18:30:00Z", "2026-12-01T20:55:00Z"], { flight: "NV 200" });
  const onward = sampleSegment([CDG, KTM], ["2026-12-01T23:10:00Z", "2026-12-02T08:40:00Z"], { flight: "NV 300" });
  const traveller = samplePassenger("Łukasz Þórsdóttir", { seats: [null, "7A", "8B"], cancelled: [true, false, false] });
  const changed = sampleTicket({
    segments: [replaced, taken, onward],
    passengers: [traveller, { ...traveller, cancelled: [true, true, true] }],
  });
  const words = (await wordsOf(await renderETicketPdf(changed))).join(" ");
  const { subject, text } = await renderBookingConfirmedMail({ ticket: changed, manageUrl: null });

  for (const page of [words, text]) {
    expect(page).not.toContain("NV 100");
    expect(page).not.toContain("Change of airport");
    expect(page).toContain("Connection in Paris, 2 h 15 min");
  }
  expect(words).toContain("Oslo to Kathmandu");
  expect(subject).toContain("Oslo to Kathmandu");
  expect(words).toMatch(/7A.*8B/u);
});

test("a flight that nobody takes any more is cancelled in the calendar", () => {
  expect(renderCalendars(ticket)).toMatchObject([{ method: "PUBLISH", content: expect.stringContaining("STATUS:CONFIRMED") }]);
  expect(renderCalendars({ ...ticket, passengers: [gone] })).toMatchObject([
    { method: "CANCEL", content: expect.stringContaining("STATUS:CANCELLED") },
  ]);
});
