import { describe, expect, test } from "vitest";
import { longTicket, samplePassenger, sampleTicket } from "../tickets/e-ticket-samples.ts";
import { renderBookingConfirmedMail } from "./booking-confirmed-mail.ts";

const manageUrl = "https://shop.example/trips/K7QX2M?from=mail&lang=en";

describe("the confirmation of a booking", () => {
  test("names the trip, its first day and the booking in the subject", async () => {
    const { subject } = await renderBookingConfirmedMail({ ticket: sampleTicket(), manageUrl });
    expect(subject).toBe("Booking confirmed: Oslo to Paris, Tue 1 Dec 2026 (K7QX2M)");
  });

  test("holds locator, flights, seats, ticket numbers and price as plain text", async () => {
    const { text } = await renderBookingConfirmedMail({ ticket: sampleTicket(), manageUrl });
    for (const words of [
      "Booking reference: K7QX2M",
      "NV 123, operated by Nordvind",
      "Departs  Tue 1 Dec 2026, 09:30 CET\n           Oslo Gardermoen (OSL), Oslo",
      "Arrives  Tue 1 Dec 2026, 11:55 CET",
      "Łukasz Þórsdóttir\n  Adult, ticket 123-4567890123\n  NV 123 seat 12A",
      "Nguyễn Thị Ánh",
      `Manage booking: ${manageUrl}`,
      "Paid with Visa •••• 4242",
    ]) {
      expect(text).toContain(words);
    }
    expect(text).toMatch(/^ {2}Total +€317\.12$/mu);
  });

  test("keeps its plain text narrow enough for every mail program", async () => {
    const { text } = await renderBookingConfirmedMail({ ticket: longTicket(), manageUrl: null });
    const widest = Math.max(...text.split("\n").map((line) => line.length));
    expect(widest).toBeLessThanOrEqual(Math.max(72, ...longTicket().passengers.map(({ displayName }) => displayName.length)));
  });

  test("shows the same in HTML", async () => {
    const { html } = await renderBookingConfirmedMail({ ticket: sampleTicket(), manageUrl });
    for (const words of ["K7QX2M", "NV 123", "09:30", "11:55", "Local time, CET", "Łukasz Þórsdóttir", "123-4567890124", "€317.12"]) {
      expect(html).toContain(words);
    }
  });

  test("shows a preheader and both colour schemes, and loads nothing from elsewhere", async () => {
    const { html } = await renderBookingConfirmedMail({ ticket: sampleTicket(), manageUrl: null });
    expect(html).toContain("Booking reference K7QX2M, 2 passengers, Tue 1 Dec 2026.");
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain("@media (prefers-color-scheme: dark)");
    expect(html).not.toMatch(/<(?:img|link|script|iframe)\b|@import|url\(/u);
    expect(html.replace(/<!DOCTYPE[^>]*>/u, "")).not.toMatch(/https?:/u);
  });

  test("marks the next day, a lap and a seat that is not given yet", async () => {
    const { html, text } = await renderBookingConfirmedMail({ ticket: longTicket(), manageUrl: null });
    for (const words of ["+1 day", "Connection in Paris, 2 h 15 min", "GMT+5:45"]) {
      expect(html).toContain(words);
      expect(text).toContain(words);
    }
    expect(text).toContain("NV 12 seat at check-in");
    expect(text).toContain("NV 123 on lap");
  });

  test("has no button where a booking cannot be managed", async () => {
    const { html, text } = await renderBookingConfirmedMail({ ticket: sampleTicket(), manageUrl: null });
    expect(html).not.toContain("Manage booking");
    expect(text).not.toContain("Manage booking");
  });
});

describe("a hostile name", () => {
  const passengers = [samplePassenger('<script>alert("1")</script> & <img src=x onerror=y>')];

  test("is text in HTML, never markup", async () => {
    const { html } = await renderBookingConfirmedMail({ ticket: sampleTicket({ passengers }), manageUrl });
    expect(html).not.toMatch(/<script|<img/u);
    expect(html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &lt;img src=x onerror=y&gt;");
  });

  test("appears literally in plain text", async () => {
    const { text } = await renderBookingConfirmedMail({ ticket: sampleTicket({ passengers }), manageUrl });
    expect(text).toContain('<script>alert("1")</script> & <img src=x onerror=y>');
  });

  test("adds no line to the text and no header to the message", async () => {
    const ticket = sampleTicket({ recordLocator: "K7QX2M\r\nBcc: all@example.com", passengers: [samplePassenger("Eve\nTotal €0.00")] });
    const { subject, text } = await renderBookingConfirmedMail({ ticket, manageUrl });
    expect(subject).not.toMatch(/[\r\n]/u);
    expect(text).toContain("Eve Total €0.00\n");
  });
});
