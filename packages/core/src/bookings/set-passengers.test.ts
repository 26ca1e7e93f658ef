import { expect, test } from "vitest";

import { findOffer, hold, holdUpToPayment, makeFlight, startTestCore } from "../testing/index.ts";
import { getBooking } from "./get-booking.ts";
import { holdSeats } from "./hold-seats.ts";
import { setPassengers, SetPassengersInput } from "./set-passengers.ts";

const adult = { givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" };

test("naming the passengers makes a booking payable, and may be done again before payment", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { id: bookingId } = await hold(ctx, await makeFlight(core.app.db), ["1A"]);

  expect((await setPassengers(ctx, { bookingId, passengers: [adult] })).availableActions).toEqual([
    "setPassengers",
    "changeSeats",
    "release",
    "extend",
    "pay",
  ]);
  const corrected = await setPassengers(ctx, { bookingId, passengers: [{ ...adult, givenName: "Anna" }] });
  expect(corrected.passengers).toMatchObject([{ givenName: "Anna", surname: "Novák", birthDate: "1990-05-17" }]);
});

test("each passenger must be of the age that was paid for, named by field", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const { token } = await findOffer(ctx, await makeFlight(core.app.db), { adults: 1, children: 1, infants: 0 });
  const { id: bookingId } = await holdSeats(ctx, { offer: token, seats: [["1A", "1B"]] }, "key");
  const withChild = (birthDate: string) => setPassengers(ctx, { bookingId, passengers: [adult, { ...adult, birthDate }] });

  await expect(withChild("1990-05-17")).rejects.toMatchObject({
    code: "INVALID_INPUT",
    details: { fields: [{ path: "passengers[1].birthDate" }] },
  });
  await expect(withChild("2099-01-01")).rejects.toMatchObject({ code: "INVALID_INPUT" });
  await expect(setPassengers(ctx, { bookingId, passengers: [adult] })).rejects.toMatchObject({
    details: { fields: [{ path: "passengers" }] },
  });
  expect((await getBooking(ctx, { bookingId })).passengers.every((passenger) => passenger.surname === null)).toBe(true);
});

test("once payment has started, or the hold has run out, passengers stay as they are", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const flight = await makeFlight(core.app.db);
  const { booking } = await holdUpToPayment(ctx, flight, ["1A"]);
  const expired = await hold(ctx, flight, ["1B"]);
  await core.database.advanceClock(901);

  await expect(setPassengers(ctx, { bookingId: booking.id, passengers: [adult] })).rejects.toMatchObject({
    code: "BOOKING_STATE",
    details: { state: "awaiting_payment" },
  });
  await expect(setPassengers(ctx, { bookingId: expired.id, passengers: [adult] })).rejects.toMatchObject({
    code: "BOOKING_STATE",
    details: { state: "expired" },
  });
});

test.each([
  ["Łukasz", true],
  ["O’Neill-Þórsdóttir", true],
  ["Nguyễn Văn", true],
  ["", false],
  ["<script>", false],
  ["Ana1", false],
  ["王", false],
  ["-", false],
])("%s as a name: %s", (name, accepted) => {
  const shape = SetPassengersInput.shape.passengers;

  expect(shape.safeParse([{ ...adult, surname: name }]).success).toBe(accepted);
});
