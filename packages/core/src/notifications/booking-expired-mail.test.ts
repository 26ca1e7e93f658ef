import { expect, test } from "vitest";
import { renderBookingExpiredMail } from "./booking-expired-mail.ts";

const view = { recordLocator: "K7QX2M", routeSummary: "Oslo to Paris and back", searchUrl: "https://shop.example/search" };

test("tells which booking has expired, that nothing is owed, and where to search again", async () => {
  const { subject, html, text } = await renderBookingExpiredMail(view);
  expect(subject).toBe("Booking expired: Oslo to Paris and back (K7QX2M)");
  for (const words of ["K7QX2M", "You owe nothing", "https://shop.example/search"]) {
    expect(html).toContain(words);
    expect(text).toContain(words);
  }
});

test("offers no search where there is none", async () => {
  const { html, text } = await renderBookingExpiredMail({ ...view, searchUrl: null });
  expect(`${html}${text}`).not.toContain("Search flights");
});

test("shows a hostile route as text", async () => {
  const { html, text } = await renderBookingExpiredMail({ ...view, routeSummary: "<b>Oslo</b>" });
  expect(html).toContain("&lt;b&gt;Oslo&lt;/b&gt;");
  expect(text).toContain("<b>Oslo</b>");
});
