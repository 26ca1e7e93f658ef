import { z } from "zod";

import type { Context, User } from "../context.ts";
import { DomainError, invalidInput } from "../errors.ts";
import { UserId } from "../ids.ts";
import { hashToken } from "../sessions/token.ts";
import { Booking } from "./booking.ts";
import { fingerprint } from "./fingerprint.ts";
import { holdSeats } from "./hold-seats.ts";
import type { HoldSeatsInput } from "./hold-seats.ts";

/** A held booking, and for whoever has no account the key to it. */
export const HeldBooking = Booking.extend({
  guestToken: z
    .string()
    .nullable()
    .describe("Bearer token of a guest, good for this booking and nothing else; keep it secret. Null for whoever has signed in"),
});
export type HeldBooking = z.infer<typeof HeldBooking>;

/** Holds seats for whoever calls: for their account, or for a guest, who comes into being with the hold. A guest has one booking. */
export async function holdForAnyone(ctx: Context<User | null>, input: HoldSeatsInput, key: string): Promise<HeldBooking> {
  const { actor } = ctx;
  if (actor === null) return holdAsGuest(ctx, input, key);
  if (actor.kind === "guest")
    throw new DomainError("FORBIDDEN", "A guest has one booking. Hold without the guest's token for another one, or register", {
      needs: "account",
    });
  return { ...(await holdSeats({ ...ctx, actor }, input, key)), guestToken: null };
}

/** Half of what a guest's token is made of, so nobody must come upon it. */
const shortestKey = 20;

/** A repeated call must find the guest of the first one, whom nobody knows yet: so the token is made from the call and a secret of the server's. */
async function holdAsGuest(ctx: Context, input: HoldSeatsInput, key: string): Promise<HeldBooking> {
  const { contact } = input;
  if (!contact) throw invalidInput("contact", "Without an account, an e-mail address for the tickets is needed");
  if (key.length < shortestKey)
    throw invalidInput("Idempotency-Key", `Without an account, ${shortestKey} random characters or more, such as a UUID`);
  const token = hashToken(ctx.signer.sign(`guest ${key} ${fingerprint(input)}`));
  const userId = UserId.parse(ctx.newId("usr"));
  try {
    return await holdWith({ userId, role: "traveller", kind: "guest", secondFactor: false, email: contact.email, token });
  } catch (error) {
    // Refused, perhaps because the first call has what this one asks for.
    const twin = await ctx.sessions.findUser(token);
    if (!twin) throw error;
    return holdWith(twin);
  }

  async function holdWith(actor: User): Promise<HeldBooking> {
    return { ...(await holdSeats({ ...ctx, actor }, input, key)), guestToken: token };
  }
}
