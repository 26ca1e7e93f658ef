import ICAL from "ical.js";
import { expect, test } from "vitest";

import { hold, makeFlight, paidTripOn, startTestCore } from "../testing/index.ts";
import type { CalendarDocument } from "./get-calendar-file.ts";
import { getCalendarFile } from "./get-calendar-file.ts";

function eventsIn({ base64 }: CalendarDocument): string[] {
  const calendar = ICAL.Component.fromString(Buffer.from(base64, "base64").toString("utf8"));
  return calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event).startDate.toJSDate().toISOString());
}

test("a traveller takes the flights of a paid trip into a calendar, and those that the airline gives up stay out of it", async () => {
  await using core = await startTestCore();
  const { ctx, flights, booking } = await paidTripOn(core, 2);
  const input = { bookingId: booking.id };
  const [first, second] = booking.segments.map(({ flight }) => flight.departs.at.toISOString());

  const whole = await getCalendarFile(ctx, input);
  expect(whole).toMatchObject({
    fileName: `flights-${booking.recordLocator}.ics`,
    contentType: "text/calendar; charset=utf-8; method=PUBLISH",
  });
  expect(eventsIn(whole)).toEqual([first, second]);

  const { prisma } = core.app.db;
  await prisma.flight.update({ where: { id: flights[0] ?? "" }, data: { status: "cancelled" } });
  expect(eventsIn(await getCalendarFile(ctx, input))).toEqual([second]);
  await prisma.flight.updateMany({ data: { status: "cancelled" } });
  expect(await getCalendarFile(ctx, input)).toMatchObject({
    fileName: `cancelled-flights-${booking.recordLocator}.ics`,
    contentType: "text/calendar; charset=utf-8; method=CANCEL",
  });
});

test("there is no calendar of an unpaid booking, and another's is as if it did not exist", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { id: bookingId } = await hold(ctx, await makeFlight(core.app.db), ["1A"]);

  await expect(getCalendarFile(ctx, { bookingId })).rejects.toMatchObject({
    code: "BOOKING_STATE",
    message: expect.stringContaining("calendar"),
    details: { state: "held" },
  });
  await expect(getCalendarFile(await core.traveller(), { bookingId })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
