import { findEarlierHold, holdSeats as claimSeats, isUniqueViolation } from "@skyhold/db";
import type { HoldAnswer, SeatsToHold } from "@skyhold/db";
import { z } from "zod";

import type { Context, Policy, User } from "../context.ts";
import { DomainError, isDomainError } from "../errors.ts";
import { BookingId } from "../ids.ts";
import { Email } from "../users/account.ts";
import { seatsNeeded } from "../fares/party.ts";
import { PhoneNumber } from "../text.ts";
import { readSeatWish } from "../profile/read-profile.ts";
import { SeatNumber } from "../seats/seat-number.ts";
import type { Booking } from "./booking.ts";
import { chooseBestSeats, findAlternatives } from "./choose-seats.ts";
import type { Trip } from "./choose-seats.ts";
import { checkSeats, composeHold } from "./compose-hold.ts";
import type { SeatChoice } from "./compose-hold.ts";
import { getBooking } from "./get-booking.ts";
import { offerOfOtherFlight, offerOutOfTime, openOffers } from "./given-offers.ts";
import type { GivenOffers } from "./given-offers.ts";
import { drawRecordLocator } from "./record-locator.ts";
import { seatRefusal, seatTaken } from "./seat-refusal.ts";
import { assistanceOf, checkRequests, ServiceRequests } from "./service-requests.ts";

const OfferToken = z.string().max(16_000);

/** An offer as it came from `flights.search`, and the seats wanted. */
export const HoldSeatsInput = z.strictObject({
  offer: z
    .union([OfferToken, z.array(OfferToken).min(1).max(6)])
    .describe("`token` of the offer; for a journey of several legs, one of each, in their order"),
  seats: z
    .array(z.array(SeatNumber).max(9))
    .max(6)
    .optional()
    .describe(
      "For each segment, one seat for each passenger but the infants, in the order adults, children; the best together when left out",
    ),
  requests: z
    .array(ServiceRequests)
    .max(9)
    .optional()
    .describe("For each passenger, infants too, the assistance and service needed; it decides who may sit where. None when left out"),
  contact: z
    .strictObject({ email: Email, phone: PhoneNumber.optional() })
    .optional()
    .describe("Your account's e-mail address when left out"),
});
export type HoldSeatsInput = z.infer<typeof HoldSeatsInput>;

/**
 * Holds seats at the offer's price until the booking's `expiresAt`: all of them, or none. Without a choice of seats, the
 * party gets the best that are free together. The same key and input again answer the same booking. One round trip decides
 * on a choice; losers write nothing.
 */
export async function holdSeats(ctx: Context<User>, input: HoldSeatsInput, key: string): Promise<Booking> {
  const offers = await openOffers(ctx, input.offer);
  const { trip: terms } = offers;
  if (input.requests) checkRequests(terms.party, input.requests);
  const trip = { ...terms, assistance: (input.requests ?? []).map(assistanceOf) };
  const compose = composeHold(ctx, { input, terms, key });
  const bookingId = input.seats
    ? await holdThese(ctx, { offers, trip, seats: input.seats, compose })
    : await holdBest(ctx, { offers, trip: { ...trip, wish: await readSeatWish(ctx) }, compose });
  return getBooking(ctx, { bookingId });
}

interface Ask {
  readonly offers: GivenOffers;
  readonly trip: Trip;
  readonly compose: (seats: SeatChoice) => SeatsToHold;
}

async function holdThese(ctx: Context<User>, { offers, trip, seats, compose }: Ask & { seats: SeatChoice }): Promise<BookingId> {
  const needed = seatsNeeded(trip.party);
  checkSeats(
    trip.segments.map(() => needed),
    seats,
  );
  const answer = await claimWithLocator(ctx, compose(seats));
  if (answer.outcome === "taken") throw seatTaken(answer.seats, await findAlternatives(ctx, { ...trip, seats }));
  return heldBooking(ctx, offers, answer);
}

async function holdBest(ctx: Context<User>, ask: Ask): Promise<BookingId> {
  try {
    return await holdBestOfFree(ctx, ask);
  } catch (error) {
    // A full cabin is no answer to whoever repeats the call that got its last seats.
    const earlier = isDomainError(error, "CABIN_FULL") ? await findEarlierHold(ctx.db, ask.compose([])) : null;
    if (!earlier) throw error;
    return heldBooking(ctx, ask.offers, earlier);
  }
}

/** More than any crowd that asks for one cabin at the same moment has been seen to need. */
const tries = 24;

/** Others want the best seats too. Whoever comes second looks again and takes other ones, as long as there are enough. */
async function holdBestOfFree(ctx: Context<User>, { offers, trip, compose }: Ask): Promise<BookingId> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const variant = attempt === 0 ? 0 : 1 + ctx.randomInt(4 * attempt);
    const answer = await claimWithLocator(ctx, compose(await chooseBestSeats(ctx, trip, variant)));
    if (answer.outcome !== "taken") return heldBooking(ctx, offers, answer);
  }
  throw new DomainError("OVERLOADED", "Many others want these seats at this moment. Nothing was held; try again.", {
    retryAfterSeconds: 1,
  });
}

/** A record locator that is in use already costs another draw: one in about a thousand million at a million bookings. */
async function claimWithLocator(ctx: Context<User>, hold: SeatsToHold): Promise<HoldAnswer> {
  for (let draw = 0; draw < 4; draw += 1) {
    try {
      return await claimSeats(ctx.db, hold);
    } catch (error) {
      if (!isUniqueViolation(error, "booking_record_locator_key")) throw error;
      hold = { ...hold, recordLocator: drawRecordLocator(ctx.randomInt) };
    }
  }
  throw new Error("No free record locator in four draws");
}

function heldBooking({ policy }: Context<User>, offers: GivenOffers, answer: Exclude<HoldAnswer, { outcome: "taken" }>): BookingId {
  switch (answer.outcome) {
    case "held":
    case "replayed":
      return BookingId.parse(answer.bookingId);
    case "hold_limit":
      throw holdLimit(answer, policy);
    case "offer_expired":
      throw offerOutOfTime(offers);
    case "flight_changed":
      throw offerOfOtherFlight(offers, answer.flightId);
    case "key_reused":
      throw new DomainError(
        "IDEMPOTENCY_MISMATCH",
        "This idempotency key was used for another hold. Use a new key for a new request.",
        null,
      );
    case "refused":
      throw seatRefusal(answer.problems);
  }
}

/** How many others share the address is not told. */
function holdLimit(answer: Extract<HoldAnswer, { outcome: "hold_limit" }>, policy: Policy): DomainError<"HOLD_LIMIT"> {
  const { per } = answer;
  if (per === "user") {
    const sentence = `You have ${answer.live} unpaid bookings. Pay or release one before you hold more.`;
    return new DomainError("HOLD_LIMIT", sentence, { limit: policy.holdLimit, per });
  }
  const sentence = "Too many bookings from your network address are unpaid. Pay or release one, or try again in some minutes.";
  return new DomainError("HOLD_LIMIT", sentence, { limit: policy.originLimit, per });
}
