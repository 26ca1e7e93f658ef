import { lockBooking, readClock } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, TransactionContext, User } from "../context.ts";
import { DomainError, invalidInput, notFound } from "../errors.ts";
import type { PassengerType } from "../fares/party.ts";
import { BookingId } from "../ids.ts";
import { availableActions, stateAt } from "./booking-state.ts";
import type { Booking } from "./booking.ts";
import { CalendarDate } from "../text.ts";
import { changeRequests } from "./change-requests.ts";
import { getBooking } from "./get-booking.ts";
import { ageOn, isOldEnoughForExit, typeAtAge } from "./passenger-age.ts";
import { situationOf } from "./read-booking.ts";
import { refuseExitRows } from "./refuse-exit-rows.ts";
import type { Barred } from "./refuse-exit-rows.ts";
import { ServiceRequests } from "./service-requests.ts";
import { instantOf } from "../time.ts";

/** Latin letters with diacritics, spaces, hyphens, apostrophes: what a ticket can carry. */
export const PersonName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^\p{Script=Latin}[\p{Script=Latin}\p{Mark}' ’-]*$/u, "Latin letters, spaces, hyphens and apostrophes, as in the passport");

/** Who travels, in the order of the booking: adults, children, infants. */
export const SetPassengersInput = z.strictObject({
  bookingId: BookingId,
  passengers: z
    .array(
      z.strictObject({
        givenName: PersonName,
        surname: PersonName,
        birthDate: CalendarDate,
        requests: ServiceRequests.optional().describe("Assistance and service needed on all flights; as before when left out"),
      }),
    )
    .min(1)
    .max(9),
});
export type SetPassengersInput = z.infer<typeof SetPassengersInput>;

/** Names the passengers of a held booking. May be repeated until payment starts; the last call counts. */
export async function setPassengers(ctx: Context<User>, input: SetPassengersInput): Promise<Booking> {
  return transaction(ctx, async (tx) => {
    if (!(await lockBooking(tx, input.bookingId, ctx.actor.userId))) throw notFound("booking");
    const booking = await tx.prisma.booking.findUniqueOrThrow({
      where: { id: input.bookingId },
      include: { passengers: { orderBy: { position: "asc" } }, payments: true, segments: true },
    });
    const situation = { ...situationOf(booking), now: await readClock(tx) };
    const actions = availableActions(situation);
    if (!actions.includes("setPassengers")) {
      throw new DomainError("BOOKING_STATE", "Passengers are set while the booking is held, before payment starts", {
        state: stateAt(situation),
        availableActions: actions,
      });
    }
    checkTypes(input, booking.passengers, await lastTravelDate(tx, booking.segments));
    for (const [index, { id }] of booking.passengers.entries()) {
      const named = input.passengers[index];
      if (!named) continue;
      const { requests: _requests, ...person } = named;
      await tx.prisma.passenger.update({ where: { id }, data: { ...person, birthDate: instantOf(person.birthDate) } });
    }
    await refuseExitRows(tx, booking.id, tooYoung(input, booking.passengers));
    await changeRequests(
      tx,
      booking,
      input.passengers.map(({ requests }) => requests),
    );
    return getBooking({ db: tx, actor: ctx.actor }, input);
  });
}

/** At the hold nobody's age is known: who turns out to be too young for an exit row changes seats first. */
function tooYoung({ passengers }: SetPassengersInput, booked: readonly { id: string }[]): Barred[] {
  return booked.flatMap(({ id }, position) => {
    const birthDate = passengers[position]?.birthDate;
    if (birthDate === undefined) return [];
    return [
      {
        id,
        position,
        reason: (day) => (isOldEnoughForExit(ageOn(birthDate, day)) ? null : "is not 15 years old on the day of the flight"),
      },
    ];
  });
}

async function lastTravelDate(tx: TransactionContext, segments: readonly { flightId: string }[]): Promise<Date> {
  const { _max } = await tx.prisma.flight.aggregate({
    where: { id: { in: segments.map((segment) => segment.flightId) } },
    _max: { departureDate: true },
  });
  if (!_max.departureDate) throw new Error("A booking without a flight");
  return _max.departureDate;
}

function checkTypes(input: SetPassengersInput, booked: readonly { type: PassengerType }[], travel: Date): void {
  if (input.passengers.length !== booked.length)
    throw invalidInput("passengers", `The booking is for ${booked.length}, not ${input.passengers.length}`);
  for (const [index, passenger] of input.passengers.entries()) {
    const type = booked[index]?.type;
    const age = ageOn(passenger.birthDate, travel);
    const path = `passengers[${index}].birthDate`;
    if (age === null || age > 120) throw invalidInput(path, "Must be a date of birth before the flight");
    const actual = typeAtAge(age);
    if (actual !== type)
      throw invalidInput(
        path,
        `On the day of the last flight this passenger is ${age} and counts as ${actual}, but the booking has ${type} here`,
      );
  }
}
