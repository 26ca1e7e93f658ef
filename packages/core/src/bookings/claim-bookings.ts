import { claimGuestBookings } from "@skyhold/db";
import { z } from "zod";

import { transaction } from "../context.ts";
import type { Context, User } from "../context.ts";
import { DomainError } from "../errors.ts";
import { BookingId } from "../ids.ts";

/** What became the account's. */
export const ClaimBookingsOutput = z.strictObject({ bookingIds: z.array(BookingId).describe("None when there was nothing to take over") });

/**
 * Takes over what was bought without an account under the caller's verified address. A booking that is not paid yet stays
 * with its guest, who may be paying. The guests' tokens end. Errors: EMAIL_UNVERIFIED.
 */
export async function claimBookings(ctx: Context<User>): Promise<z.infer<typeof ClaimBookingsOutput>> {
  const { userId } = ctx.actor;
  return transaction(ctx, async (tx) => {
    const { email, emailVerifiedAt } = await tx.prisma.user.findUniqueOrThrow({ where: { id: userId } });
    if (emailVerifiedAt === null)
      throw new DomainError("EMAIL_UNVERIFIED", "Verify your e-mail address first: it shows that the bookings are yours", null);
    return { bookingIds: (await claimGuestBookings(tx, userId, email)).map((id) => BookingId.parse(id)) };
  });
}
