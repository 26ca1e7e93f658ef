import { expect, test } from "vitest";

import { AccountMailKind } from "../users/account-mail.ts";
import { mailSamples } from "./mail-samples.ts";
import { renderFlightChangedMail } from "./flight-changed-mail.ts";
import type { FlightChangedView } from "./flight-changed-mail.ts";
import { NotificationKind } from "./queue-notification.ts";
import { sampleAirports, samplePassenger, sampleSegment, sampleTicket } from "../tickets/e-ticket-samples.ts";
import { renderReminderMail } from "./reminder-mail.ts";

const samples = await mailSamples();

test("there is a sample of every message", () => {
  expect(samples.map(({ kind }) => kind).toSorted()).toEqual([...NotificationKind.options, ...AccountMailKind.options].toSorted());
});

test.each(samples)("$kind is one document for light and dark screens that loads nothing, and plain text for every mail program", (mail) => {
  const { html, text, subject, title, summary } = mail;
  expect(html).toContain("@media (prefers-color-scheme: dark)");
  expect(html).not.toMatch(/<(?:img|link|script|iframe)\b|@import|url\(/u);
  const links = html.replace(/<!DOCTYPE[^>]*>/u, "").match(/https?:[^"<\s]*/gu) ?? [];
  expect(links.filter((link) => !link.startsWith("https://book.example.com"))).toEqual([]);
  const tooLong = text.split("\n").filter((line) => line.length > 72 && !line.includes("https://") && line.includes(" "));
  expect(tooLong).toEqual([]);
  for (const line of [subject, title, summary]) expect(line).toMatch(/^[^\r\n]+$/u);
  expect(html).toContain(title.replaceAll("'", "&#x27;"));
  expect(text.startsWith(title)).toBe(true);
});

const { OSL, CDG } = sampleAirports;
const segment = sampleSegment([OSL, CDG], ["2026-12-01T08:30:00Z", "2026-12-01T10:55:00Z"]);
const times = {
  departs: segment.departs,
  arrives: segment.arrives,
  expectedDeparts: null,
  expectedArrives: null,
  terminal: null,
  gate: null,
};
const change: FlightChangedView = {
  recordLocator: "K7QX2M",
  bookingState: "confirmed",
  kind: "gate_changed",
  reason: "<img src=x onerror=y>\r\nBcc: all@example.com",
  segment,
  before: times,
  after: { ...times, gate: "<b>7</b>" },
  rights: null,
  cancellation: null,
  manageUrl: 'https://book.example.com/"><script>',
};

test("markup in a reason, a gate or a name is text in every version, and opens no line and no header", async () => {
  const hostile = '<script>alert("1")</script>\nEve';
  const mails = [
    await renderFlightChangedMail(change),
    await renderReminderMail({
      kind: "reminder",
      ticket: sampleTicket({ passengers: [samplePassenger(hostile)] }),
      at: 0,
      gate: "<b>7</b>",
      terminal: null,
      unanswered: null,
      manageUrl: null,
    }),
  ];
  for (const { html, text, subject } of mails) {
    expect(html).not.toMatch(/<script|<img|<b>7/u);
    expect(text).toContain("gate <b>7</b>");
    expect(text).not.toMatch(/^(?:Bcc|Eve)/mu);
    expect(subject).not.toMatch(/[\r\n]/u);
  }
});
