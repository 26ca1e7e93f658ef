import { encodeBase64 } from "@oslojs/encoding";
import { z } from "zod";

import type { GetBookingInput } from "../bookings/get-booking.ts";
import type { Context, User } from "../context.ts";
import { Document } from "./document.ts";
import { readOwnTicket } from "./read-own-ticket.ts";
import { renderCalendars } from "./render-calendar.ts";

/** A calendar to save or subscribe a program to: iCalendar (RFC 5545) in UTF-8. */
export const CalendarDocument = z.strictObject({
  ...Document.shape,
  contentType: z.templateLiteral(["text/calendar; charset=utf-8; method=", z.enum(["PUBLISH", "CANCEL"])]),
});
export type CalendarDocument = z.infer<typeof CalendarDocument>;

/**
 * The flights of one of the caller's own confirmed bookings, as they are expected now, for a calendar. Where none of them is flown any
 * more, the file takes them out of the calendar that had them.
 */
export async function getCalendarFile(ctx: Context<User>, input: GetBookingInput): Promise<CalendarDocument> {
  // A file is of one method (RFC 5546); those that are still flown come first.
  const [calendar] = renderCalendars(await readOwnTicket(ctx, input));
  if (!calendar) throw new Error(`The ticket of ${input.bookingId} has no flights`);
  const { fileName, contentType, content } = calendar;
  return { fileName, contentType, base64: encodeBase64(new TextEncoder().encode(content)) };
}
