import { expect, test } from "vitest";

import { instantOf, toZonedTime } from "../time.ts";
import { renderSeatsChangedMail } from "./seats-changed-mail.ts";

test("tells who sits where now, at what price, and until when the booking may be cancelled free of charge", async () => {
  const { subject, html, text } = await renderSeatsChangedMail({
    recordLocator: "K7QX2M",
    changes: [{ passenger: "<b>Ana</b> Novák", flight: "XT 12, Paris to Lisbon", from: "1A", to: "2A" }],
    freeCancellationUntil: toZonedTime(instantOf("2026-12-02T09:30:00Z"), "Europe/Paris"),
  });

  expect(subject).toBe("Your seats have changed (K7QX2M)");
  expect(html).toContain("&lt;b&gt;Ana&lt;/b&gt; Novák, XT 12, Paris to Lisbon: seat 2A instead of 1A");
  expect(text).toContain("<b>Ana</b> Novák, XT 12, Paris to Lisbon: seat 2A instead of 1A");
  expect(text.replaceAll(/\s+/gu, " ")).toContain("cancel this booking free of charge until Wed 2 Dec 2026, 10:30 (CET)");
});
