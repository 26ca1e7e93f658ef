import { holdAudited } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { bookingLink } from "../notifications/notification.ts";
import { HeldBooking, holdForAnyone } from "./hold-as-guest.ts";
import { HoldSeatsInput } from "./hold-seats.ts";

/** An offer, the seats wanted, and how the traveller is reached. */
export const HoldForTravellerInput = HoldSeatsInput.required({ contact: true });
export type HoldForTravellerInput = z.infer<typeof HoldForTravellerInput>;

/** A booking that staff hold for a traveller, and the way for them to take it over. */
export const HeldForTraveller = HeldBooking.extend({
  payLink: z
    .string()
    .nullable()
    .describe(
      "For the traveller alone: the page of the booking with the key to it, to name the passengers and to pay; null without WEB_URL",
    ),
});
export type HeldForTraveller = z.infer<typeof HeldForTraveller>;

/**
 * Holds seats for a traveller who asks staff for it: as a guest under the contact's address, whose account may take the booking over later.
 * The limit of unpaid bookings for one network does not count here: staff book for many from one. Written to the audit log.
 */
export async function holdForTraveller(ctx: Context<Staff>, input: HoldForTravellerInput, key: string): Promise<HeldForTraveller> {
  const entry = { id: ctx.newId("aud"), actor: ctx.actor.userId, action: "booking.hold", reason: null, requestId: ctx.origin.requestId };
  const db = holdAudited(ctx.db, entry);
  const asGuest = { ...ctx, db, actor: null, origin: { ...ctx.origin, network: null } };
  const held = await holdForAnyone(asGuest, input, key);
  const page = bookingLink(ctx.webUrl, held.id);
  return { ...held, payLink: page === null || held.guestToken === null ? null : `${page}#token=${held.guestToken}` };
}
