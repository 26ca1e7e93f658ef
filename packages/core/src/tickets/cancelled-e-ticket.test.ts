import { getDocumentProxy } from "unpdf";
import { expect, test } from "vitest";

import { renderBookingConfirmedMail } from "../notifications/booking-confirmed-mail.ts";
import { longTicket, samplePassenger, sampleTicket } from "./e-ticket-samples.ts";
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

test("a flight that nobody takes any more is cancelled in the calendar", () => {
  expect(renderCalendars(ticket)).toMatchObject([{ method: "PUBLISH", content: expect.stringContaining("STATUS:CONFIRMED") }]);
  expect(renderCalendars({ ...ticket, passengers: [gone] })).toMatchObject([
    { method: "CANCEL", content: expect.stringContaining("STATUS:CANCELLED") },
  ]);
});
