import { sendNotification } from "@skyhold/core";
import { bookTrip, makeFlight, startTestCore } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { createMailer } from "./adapters/smtp-mailer.ts";
import { startTestStack } from "./testing.ts";
import { startMailServer } from "./testing/mail-server.ts";
import type { MailServerMode } from "./testing/mail-server.ts";
import { book, travellerOf } from "./testing/paid-booking.ts";

test("however a mail server fails, the booking stands and its mail goes out once, when the server is well again", async () => {
  await using core = await startTestCore();
  await using server = await startMailServer();
  const mailer = createMailer({ url: server.url, from: "Skyhold <bookings@skyhold.example>", silenceMs: 250 });
  const app = { ...core.app, mailer };
  const ctx = await core.traveller();
  const faults: readonly (readonly [MailServerMode, RegExp])[] = [
    ["busy", /421/u],
    ["mailbox_locked", /450/u],
    ["closed_to_all", /554/u],
    ["hangs_after_data", /timeout/iu],
    ["drops_after_data", /closed/iu],
  ];
  const sent: string[] = [];
  for (const [fault, words] of faults) {
    const booking = await bookTrip(core, ctx, { flights: [await makeFlight(core.app.db)] });
    const { id: notificationId } = await core.app.db.prisma.notification.findFirstOrThrow({ where: { bookingId: booking.id } });
    server.setMode(fault);
    await expect(sendNotification(app, { notificationId })).rejects.toThrow(words);
    await expect(sendNotification(app, { notificationId })).rejects.toThrow(words);
    const waiting = await core.app.db.prisma.notification.findUniqueOrThrow({ where: { id: notificationId }, include: { booking: true } });
    expect(waiting).toMatchObject({ state: "pending", attempts: 2, lastError: expect.any(String), booking: { state: "confirmed" } });

    server.setMode("well");
    expect(await sendNotification(app, { notificationId })).toBe("sent");
    expect(await sendNotification(app, { notificationId })).toBe("over");
    sent.push(`<${notificationId}@skyhold>`);
  }
  mailer.close();

  expect(server.taken).toEqual(sent);
});

test("a mail server that is down delays the mail and nothing else: the worker tries again until it is up", async () => {
  await using server = await startMailServer();
  await server.goDown();
  await using stack = await startTestStack({ env: { SMTP_URL: server.url } });
  const { booking } = await book(stack, await travellerOf(stack));
  const bookingId = booking.id;
  const message = () => stack.database.db.prisma.notification.findFirstOrThrow({ where: { bookingId, kind: "booking.confirmed" } });
  await expect.poll(async () => (await message()).attempts, { timeout: 20_000 }).toBeGreaterThan(0);
  expect(await stack.database.db.prisma.booking.findUniqueOrThrow({ where: { id: bookingId } })).toMatchObject({ state: "confirmed" });

  await server.comeUp();
  await expect.poll(async () => (await message()).state, { timeout: 20_000 }).toBe("sent");

  expect(server.taken).toEqual([`<${(await message()).id}@skyhold>`]);
});
