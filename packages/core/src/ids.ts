import { z } from "zod";

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

function id<Prefix extends string>(prefix: Prefix) {
  const pattern = new RegExp(`^${prefix}_${uuid}$`, "u");
  return z
    .string()
    .regex(pattern, `An id that starts with ${prefix}_`)
    .refine((text): text is `${Prefix}_${string}` => text.startsWith(`${prefix}_`));
}

/** The id of a user account, `usr_` and a UUID. */
export const UserId = id("usr");
export type UserId = z.infer<typeof UserId>;

/** The id of a dated flight, `flt_` and a UUID. */
export const FlightId = id("flt");
export type FlightId = z.infer<typeof FlightId>;

/** The id of a booking, `bkg_` and a UUID; not secret, and no use to anyone but its owner. */
export const BookingId = id("bkg");
export type BookingId = z.infer<typeof BookingId>;

/** The id of one attempt to pay a booking, `pay_` and a UUID. */
export const PaymentId = id("pay");
export type PaymentId = z.infer<typeof PaymentId>;

/** What an id begins with says what it names. */
export type IdPrefix = "usr" | "flt" | "bkg" | "seg" | "pax" | "lin" | "pay" | "ref" | "ltx" | "ntf" | "aud";
