import { expect, test } from "vitest";

import type { Context, User } from "../context.ts";
import { bookTripUpToPayment, cancelByQuote, makeFlight, paidTripOn, startTestCore } from "../testing/index.ts";
import type { Booking } from "./booking.ts";
import { quoteCancellation } from "./quote-cancellation.ts";

const quoteFor = (ctx: Context<User>, { id: bookingId }: Booking, scope: { passengers?: number[]; segments?: number[] } = {}) =>
  quoteCancellation(ctx, { bookingId, ...scope });

const family = { party: { adults: 2, children: 1, infants: 1 } };

test("who travels with an adult is not left alone", async () => {
  await using core = await startTestCore();
  const { ctx, booking } = await paidTripOn(core, 1, family);
  const refused = { code: "INVALID_INPUT", details: { fields: [{ path: "passengers" }] } };

  await expect(quoteFor(ctx, booking, { passengers: [0] })).rejects.toMatchObject(refused);
  await expect(quoteFor(ctx, booking, { passengers: [0, 1, 3] })).rejects.toMatchObject(refused);
  await expect(quoteFor(ctx, booking, { passengers: [4] })).rejects.toMatchObject({ details: { fields: [{ path: "passengers[0]" }] } });
  expect((await quoteFor(ctx, booking, { passengers: [3, 0] })).items.map(({ passenger }) => passenger)).toEqual([0, 3]);
  expect((await quoteFor(ctx, booking, { passengers: [2] })).items).toHaveLength(1);
});

test("a flight that has left cannot be cancelled; the rest of the trip can", async () => {
  await using core = await startTestCore();
  const { ctx, booking, flights } = await paidTripOn(core, 2);
  await core.database.advanceClock(245 * 3600);

  await expect(quoteFor(ctx, booking, { segments: [0] })).rejects.toMatchObject({
    code: "FLIGHT_CLOSED",
    details: { flightId: flights[0] },
  });
  const { booking: after, cancellation } = await cancelByQuote(ctx, booking);
  expect(cancellation.items).toEqual([{ passenger: 0, segment: 1 }]);
  expect(after).toMatchObject({ state: "confirmed" });
  await expect(quoteFor(ctx, booking)).rejects.toMatchObject({ code: "BOOKING_STATE" });
});

test("an unpaid booking is released, not cancelled", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { booking } = await bookTripUpToPayment(ctx, { flights: [await makeFlight(core.app.db)] });

  await expect(quoteFor(ctx, booking)).rejects.toMatchObject({
    code: "BOOKING_STATE",
    details: { availableActions: expect.arrayContaining(["release"]) },
  });
});
