import { holdForAnyone } from "../bookings/hold-as-guest.ts";
import type { HeldBooking } from "../bookings/hold-as-guest.ts";
import { setPassengers } from "../bookings/set-passengers.ts";
import type { Context, User } from "../context.ts";
import type { FlightId } from "../ids.ts";
import { startPayment } from "../payments/start-payment.ts";
import { signedIn } from "./accounts.ts";
import { findOffer } from "./bookings.ts";
import { news } from "./payments.ts";
import type { TestCore } from "./test-core.ts";

/** A context that acts for nobody. */
export function nobody({ app }: TestCore): Context<null> {
  return { ...app, actor: null };
}

/** Holds a seat without an account; answers the booking and a context that acts with its token. */
export async function heldByGuest(
  core: TestCore,
  flightId: FlightId,
  { seat, email }: { seat: string; email: string },
): Promise<{ ctx: Context<User>; booking: HeldBooking }> {
  const offer = await findOffer(core.app, flightId);
  const input = { offer: offer.token, seats: [[seat]], contact: { email } };
  const booking = await holdForAnyone(nobody(core), input, core.app.newId("aud"));
  return { booking, ctx: await signedIn(core, booking.guestToken ?? "") };
}

/** Buys a seat without an account, for Ana Novák. */
export async function boughtByGuest(
  core: TestCore,
  flightId: FlightId,
  what: { seat: string; email: string },
): Promise<{ ctx: Context<User>; booking: HeldBooking }> {
  const { ctx, booking } = await heldByGuest(core, flightId, what);
  const bookingId = booking.id;
  await setPassengers(ctx, { bookingId, passengers: [{ givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" }] });
  const { paymentId } = await startPayment(ctx, { bookingId });
  const { stripeIntentId } = await core.app.db.prisma.payment.findUniqueOrThrow({ where: { id: paymentId } });
  await news(core, core.provider.takeAtOnce(stripeIntentId ?? ""));
  return { ctx, booking };
}
