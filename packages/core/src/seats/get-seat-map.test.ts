import { expect, test } from "vitest";

import { hold, holdUpToPayment, makeFlight, startTestCore } from "../testing/index.ts";
import { recordPaymentEvent } from "../payments/record-payment-event.ts";
import { getSeatMap } from "./get-seat-map.ts";

test("the map tells free, held, sold and blocked seats from one's own, and never whose they are", async () => {
  await using core = await startTestCore();
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  const flightId = await makeFlight(core.app.db, { rows: 2 });
  const mine = await hold(ctx, flightId, ["1A"]);
  await hold(other, flightId, ["1B"]);
  const { intentId } = await holdUpToPayment(other, flightId, ["1C"]);
  const intent = core.provider.takeAtOnce(intentId);
  await recordPaymentEvent(core.app, { eventId: "evt", type: "payment_intent.succeeded", subject: { kind: "payment", intent } });
  await core.app.db.prisma.seatClaim.create({
    data: { flightId, seatNo: "1D", cabin: "economy", blockReason: "crew rest", expiresAt: new Date("9999-12-31") },
  });

  const map = await getSeatMap(ctx, { flightId });

  expect(Object.fromEntries(map.seats.map(({ seat, state }) => [seat, state]))).toMatchObject({
    "1A": "yours",
    "1B": "held",
    "1C": "sold",
    "1D": "blocked",
    "1E": "free",
  });
  expect(map.seats.map((seat) => seat.heldUntil).filter((until) => until !== null)).toEqual([mine.expiresAt]);
  expect(map.cabins).toEqual([{ deck: 1, cabin: "economy", columns: ["A", "B", "C", "", "D", "E", "F"], firstRow: 1, lastRow: 2 }]);
  expect(JSON.stringify(map)).not.toContain(other.actor.userId);
  expect((await getSeatMap({ ...core.app, actor: null }, { flightId })).seats[0]).toMatchObject({
    seat: "1A",
    state: "held",
    heldUntil: null,
  });
});

test("a flight that does not exist is not found", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flightId = await makeFlight(core.app.db);
  const unknown = flightId.replace(/.$/u, flightId.endsWith("0") ? "1" : "0") as typeof flightId;

  await expect(getSeatMap(ctx, { flightId: unknown })).rejects.toMatchObject({ code: "NOT_FOUND", details: { what: "flight" } });
});
