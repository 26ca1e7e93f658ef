import { getDocumentProxy } from "unpdf";
import { describe, expect, test } from "vitest";
import type { ETicket } from "./e-ticket.ts";
import { longTicket, sampleAirports, samplePassenger, sampleSegment, sampleTicket } from "./e-ticket-samples.ts";
import { renderETicketPdf } from "./render-e-ticket-pdf.ts";

interface Page {
  readonly text: string;
  /** Distance of each line of text from the foot of the page, in points. */
  readonly heights: readonly number[];
}

async function readPages(ticket: ETicket): Promise<Page[]> {
  const document = await getDocumentProxy(await copyOf(ticket));
  return Promise.all(
    Array.from({ length: document.numPages }, async (_, index) => {
      const { items } = await (await document.getPage(index + 1)).getTextContent();
      const runs = items.flatMap((item) => ("str" in item && item.str.trim() !== "" ? [item] : []));
      return {
        text: runs
          .map((run) => run.str)
          .join(" ")
          .replaceAll(/\s+/gu, " "),
        heights: runs.map((run) => Number(run.transform[5])),
      };
    }),
  );
}

// The reader takes the buffer away from its owner.
async function copyOf(ticket: ETicket): Promise<Uint8Array> {
  return new Uint8Array(await renderETicketPdf(ticket));
}

describe("the e-ticket of a simple trip", () => {
  test("stands on one page", async () => {
    expect(await readPages(sampleTicket())).toHaveLength(1);
  });

  test("still stands on one page with two more price lines", async () => {
    const ticket = sampleTicket();
    const extra = { label: "Seat with extra legroom", amount: { amount: 1900, currency: "EUR" } };
    const pages = await readPages({ ...ticket, priceLines: [...ticket.priceLines, extra, extra] });
    expect(pages).toHaveLength(1);
  });

  test("names each passenger with every diacritic, their ticket numbers and seats", async () => {
    const [page] = await readPages(sampleTicket());
    for (const words of ["Łukasz Þórsdóttir", "Nguyễn Thị Ánh", "123-4567890123", "123-4567890124", "12A", "12B"]) {
      expect(page?.text).toContain(words);
    }
  });

  test("shows the airports' local times with their zone, and the total as charged", async () => {
    const [page] = await readPages(sampleTicket());
    for (const words of ["OSL 09:30", "CDG 11:55", "Tue 1 Dec 2026 · CET", "2 h 25 min", "Terminal 2E", "€317.12", "Visa •••• 4242"]) {
      expect(page?.text).toContain(words);
    }
  });

  test("holds the record locator, the fare conditions and what the code is not", async () => {
    const [page] = await readPages(sampleTicket());
    for (const words of [
      "K7QX2M",
      "Conditions of the Standard fare",
      "50% of the fare is refunded",
      "Not a boarding pass",
      "Page 1 of 1",
    ]) {
      expect(page?.text).toContain(words);
    }
  });

  test("speaks of no payment where nothing was paid", async () => {
    const [page] = await readPages(sampleTicket({ payment: null }));
    expect(page?.text).not.toContain("Paid with");
  });

  test("marks an arrival on the next local day", async () => {
    const { CDG, KTM } = sampleAirports;
    const [page] = await readPages(
      sampleTicket({ segments: [sampleSegment([CDG, KTM], ["2026-12-01T13:10:00Z", "2026-12-01T22:40:00Z"])] }),
    );
    expect(page?.text).toContain("KTM 04:25 +1 day");
  });
});

describe("the e-ticket of nine passengers on six flights", () => {
  test("keeps every page's text between head and foot", async () => {
    const pages = await readPages(longTicket());
    expect(pages.length).toBeGreaterThan(1);
    for (const { heights } of pages) {
      expect(Math.min(...heights)).toBeGreaterThan(20);
      expect(Math.max(...heights)).toBeLessThan(842 - 30);
      // Between the last block and the foot's own line nothing is written.
      expect(heights.filter((height) => height > 26 && height < 842 - 797)).toEqual([]);
    }
  });

  test("carries the record locator and its own number on every page", async () => {
    const pages = await readPages(longTicket());
    for (const [index, { text }] of pages.entries()) {
      expect(text).toContain("K7QX2M");
      expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
    }
  });

  test("keeps each flight whole on one page", async () => {
    const pages = await readPages(longTicket());
    for (const { origin, destination, departs, arrives } of longTicket().segments) {
      const from = `${origin.iata} ${departs.local.slice(11)}`;
      const to = `${destination.iata} ${arrives.local.slice(11)}`;
      expect(pages.filter(({ text }) => text.includes(from) && text.includes(to))).toHaveLength(1);
    }
  });

  test("names everyone, however long the name", async () => {
    const text = (await readPages(longTicket())).map((page) => page.text).join(" ");
    for (const { ticketNumber } of longTicket().passengers) expect(text).toContain(ticketNumber);
    for (const word of ["Bartholomäus", "Brzęczyszczykiewicz", "Fernández-Gutiérrez", "Şahinoğlu", "Dvořák", "Ōta"])
      expect(text).toContain(word);
  });
});

describe("the file", () => {
  test("is the same, byte for byte, whenever the same ticket is drawn", async () => {
    const [first, second] = await Promise.all([renderETicketPdf(longTicket()), renderETicketPdf(longTicket())]);
    expect(Buffer.compare(first, second)).toBe(0);
  });

  test("tells its title, author, date and language, and is tagged for screen readers", async () => {
    const document = await getDocumentProxy(await copyOf(sampleTicket()));
    const { info } = await document.getMetadata();
    expect(info).toMatchObject({
      Title: "E-ticket K7QX2M: Oslo to Paris",
      Author: "Nordvind",
      CreationDate: "D:20261101130200Z",
      Language: "en",
    });
    expect(await document.getMarkInfo()).toMatchObject({ Marked: true });
  });

  test("prints a hostile name as it is, on one line", async () => {
    const hostile = "<script>alert(1)</script>\r\n\u202EKowalski";
    const [page] = await readPages(sampleTicket({ passengers: [samplePassenger(hostile)] }));
    expect(page?.text).toContain("<script>alert(1)</script> Kowalski");
  });
});

test("an airline with a very long name does not run into the trip's title", async () => {
  const issuingAirline = "Himalayan Star Airways & Partners Regional Express Services Limited International";
  const [page] = await readPages(sampleTicket({ issuingAirline }));
  expect(page?.text).toContain(`${issuingAirline} Electronic ticket and receipt`);
});
