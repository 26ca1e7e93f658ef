import { expect, test } from "vitest";

import { transaction } from "../context.ts";
import type { Context, User } from "../context.ts";
import type { Mail } from "./mailer.ts";
import { getBooking } from "../bookings/get-booking.ts";
import { delayFlight } from "../flights/delay-flight.ts";
import { setGate } from "../flights/set-gate.ts";
import { bookTrip, cancelByQuote, hold, makeFlight, runJobs, startTestCore } from "../testing/index.ts";
import type { FlightId, TestCore } from "../testing/index.ts";
import { makeStaff } from "../testing/staff.ts";
import { queueNotification } from "./queue-notification.ts";

type Kind = "delayed" | "rescheduled" | "cancelled" | "gate_changed";

/** Changes a flight as staff would, and tells one booking of it. */
async function change(core: TestCore, about: { flightId: FlightId; bookingId: string; kind: Kind; hours?: number }): Promise<Mail> {
  const { flightId, bookingId, kind, hours = 0 } = about;
  const { prisma } = core.app.db;
  const flight = await prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const later = (at: Date) => new Date(at.getTime() + hours * 3_600_000);
  const before = {
    departsAt: flight.departsAt.toISOString(),
    arrivesAt: flight.arrivesAt.toISOString(),
    estimatedDepartsAt: null,
    estimatedArrivesAt: null,
    terminal: null,
    gate: null,
  };
  const [departs, arrives] = [later(flight.departsAt), later(flight.arrivesAt)];
  const after = {
    delayed: { ...before, estimatedDepartsAt: departs.toISOString(), estimatedArrivesAt: arrives.toISOString() },
    rescheduled: { ...before, departsAt: departs.toISOString(), arrivesAt: arrives.toISOString() },
    cancelled: before,
    gate_changed: { ...before, gate: "B7" },
  }[kind];
  if (kind === "delayed")
    await prisma.flight.update({
      where: { id: flightId },
      data: { estimatedDepartsAt: departs, estimatedArrivesAt: arrives, estimateSource: "staff" },
    });
  if (kind === "cancelled") await prisma.flight.update({ where: { id: flightId }, data: { status: "cancelled" } });
  const id = core.app.newId("fch");
  await prisma.flightChange.create({ data: { id, flightId, kind, source: "staff", reason: null, before, after } });
  await transaction(core.app, (tx) => queueNotification(tx, { bookingId, kind: `flight.${kind}`, subjectId: id }));
  await runJobs(core, "notification.send");
  const mail = core.mails.findLast(({ subject }) => subject.startsWith("Flight "));
  if (!mail) throw new Error("Nobody was told");
  return { ...mail, text: mail.text.replaceAll(/\s+/gu, " ") };
}

async function booked(core: TestCore, brand: "SAVER" | "FLEX", ctx?: Context<User>) {
  const flightId = await makeFlight(core.app.db, { departsInHours: 30 });
  const booking = await bookTrip(core, ctx ?? (await core.traveller()), { flights: [flightId], brand });
  return { flightId, bookingId: booking.id, booking };
}

const calendarOf = ({ attachments }: Mail) =>
  attachments.map(({ contentType, content }) => `${contentType}\n${String(content)}`).join("\n");

test("a delay that opens the right to a refund says so, with the rule, the sum and the deadline, and moves the calendar", async () => {
  await using core = await startTestCore();
  const { booking, ...about } = await booked(core, "SAVER");
  const { text, attachments, ...mail } = await change(core, { ...about, kind: "delayed", hours: 6 });
  const total = (booking.total.amount / 100).toFixed(2);

  for (const words of ["you need do nothing", `all of the €${total}`, "Regulation (EC) 261/2004", "until the departure on"])
    expect(text).toContain(words);
  expect(calendarOf({ ...mail, text, attachments })).toMatch(/method=PUBLISH[^]+SEQUENCE:1\r\n/u);
});

test("a short delay of a fare that gives nothing back claims no right that there is not", async () => {
  await using core = await startTestCore();
  const { booking, ...about } = await booked(core, "SAVER");
  const { text } = await change(core, { ...about, kind: "delayed", hours: 2 });

  expect(text).toContain("under the conditions of your fare");
  expect(text).not.toContain("261/2004");
  expect(text).toMatch(new RegExp(`of €${(booking.total.amount / 100).toFixed(2)} would come back`, "u"));
});

test("a cancelled flight: all comes back, compensation is named, and the flight is taken out of the calendar", async () => {
  await using core = await startTestCore();
  const { booking, ...about } = await booked(core, "SAVER");
  const mail = await change(core, { ...about, kind: "cancelled" });

  expect(mail.text).toContain(`You get €${(booking.total.amount / 100).toFixed(2)} back`);
  expect(mail.text).toContain("you may have a right to compensation");
  expect(calendarOf(mail)).toMatch(/method=CANCEL[^]+METHOD:CANCEL[^]+STATUS:CANCELLED/u);
});

test("mails that were held up tell only what is still true: a later change has overtaken the one before it", async () => {
  await using core = await startTestCore();
  const [staff, ana] = [await makeStaff(core), await core.traveller()];
  const { flightId, bookingId } = await booked(core, "SAVER", ana);
  const changeTo = (gate: string) => setGate(staff, { flightId, gate, reason: "bus" });
  await delayFlight(staff, { flightId, minutes: 30, reason: "fog" });
  await delayFlight(staff, { flightId, minutes: 90, reason: "more fog" });
  for (const gate of ["A1", "B2", "C3"]) await changeTo(gate);
  await runJobs(core, "notification.send");
  const subjects = () => core.mails.filter(({ subject }) => subject.startsWith("Flight ")).length;
  expect(subjects()).toBe(2);
  expect(core.mails.some(({ text }) => text.includes("gate B2"))).toBe(false);
  const states = await core.app.db.prisma.notification.findMany({ where: { bookingId }, orderBy: { createdAt: "asc" } });
  expect(states.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    "booking.confirmed sent",
    "flight.delayed withheld",
    "flight.delayed sent",
    "flight.gate_changed withheld",
    "flight.gate_changed sent",
  ]);

  await changeTo("D4");
  await cancelByQuote(ana, await getBooking(ana, { bookingId }));
  await runJobs(core, "notification.send");
  expect(subjects()).toBe(2);
});

test("whoever has not paid is told that nothing is owed; another gate is no matter of rights or calendars", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flightId = await makeFlight(core.app.db);
  const held = await hold(ctx, flightId, ["1A"]);
  expect((await change(core, { flightId, bookingId: held.id, kind: "cancelled" })).text).toContain("you owe nothing");

  const { booking: _booking, ...about } = await booked(core, "FLEX");
  const gate = await change(core, { ...about, kind: "gate_changed" });
  expect(gate.text).toContain("leaves from gate B7");
  expect(gate.text).not.toContain("WHAT YOU CAN DO");
  expect(gate.attachments).toEqual([]);
});
