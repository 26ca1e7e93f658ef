import { expect, test } from "vitest";

import { holdSeats } from "../bookings/hold-seats.ts";
import { setPassengers, SetPassengersInput } from "../bookings/set-passengers.ts";
import type { Context, User } from "../context.ts";
import { registered } from "../testing/accounts.ts";
import { findOfferOf, makeFlight, startTestCore } from "../testing/index.ts";
import { getProfile } from "./get-profile.ts";
import { UpdateProfileInput } from "./profile.ts";
import type { SeatWish } from "./profile.ts";
import { updateProfile } from "./update-profile.ts";

const email = "ana@example.com";

test("what a profile prefers is booked: the seat where the choice is left open, meal and assistance with the passenger; the account of nobody else", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const book = async (ctx: Context<User>, adults: number) => {
    const { token } = await findOfferOf(ctx, flight, { party: { adults, children: 0, infants: 0 } });
    return holdSeats(ctx, { offer: token }, ctx.newId("aud"));
  };
  const placeOf = async (ctx: Context<User>, adults = 1) => (await book(ctx, adults)).passengers[0]?.seats[0]?.at(-1);
  const [ana, bo] = [await registered(core, email), await registered(core, "bo@example.com")];
  const wish = (seat: SeatWish) =>
    updateProfile(ana, UpdateProfileInput.parse({ birthDate: "1990-05-17", preferences: { seat, meal: "KSML", assistance: [] } }));
  expect(await placeOf(ana)).toMatch(/[AF]/u);
  for (const [seat, letters] of [
    ["aisle", /[CD]/u],
    ["middle", /[BE]/u],
    ["window", /[AF]/u],
  ] as const) {
    await wish(seat);
    expect([seat, await placeOf(ana)]).toEqual([seat, expect.stringMatching(letters)]);
  }
  await wish("aisle");
  expect(await placeOf(ana, 2)).toMatch(/[CD]/u);
  expect(await placeOf(bo)).toMatch(/[AF]/u);

  const { passenger } = await getProfile(ana);
  const { id: bookingId } = await book(ana, 1);
  if (!passenger) throw new Error("A whole profile makes a passenger");
  expect(await setPassengers(ana, SetPassengersInput.parse({ bookingId, passengers: [passenger] }))).toMatchObject({
    passengers: [{ ...passenger, requests: ["KSML"] }],
  });
  const twoMeals = setPassengers(ana, { bookingId, passengers: [{ ...passenger, requests: ["KSML", "VGML"] }] });
  await expect(twoMeals).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path: "requests[0]" }] } });
});
