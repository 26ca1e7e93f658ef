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

/** The id of a schedule: `fsc_` and a UUID. */
export const ScheduleId = id("fsc");
export type ScheduleId = z.infer<typeof ScheduleId>;

/** The id of a booking, `bkg_` and a UUID; not secret, and no use to anyone but its owner. */
export const BookingId = id("bkg");
export type BookingId = z.infer<typeof BookingId>;

/** The id of one attempt to pay a booking, `pay_` and a UUID. */
export const PaymentId = id("pay");
export type PaymentId = z.infer<typeof PaymentId>;

/** The id of a cancellation, `can_` and a UUID. */
export const CancellationId = id("can");
export type CancellationId = z.infer<typeof CancellationId>;

/** The id of one attempt to give money back, `ref_` and a UUID. */
export const RefundId = id("ref");
export type RefundId = z.infer<typeof RefundId>;

/** The id of a message, `ntf_` and a UUID. */
export const NotificationId = id("ntf");
export type NotificationId = z.infer<typeof NotificationId>;

/** The id of a session, `ses_` and a UUID: good for ending it, not for using it. */
export const SessionId = id("ses");
export type SessionId = z.infer<typeof SessionId>;

/** The id of a travel document, `doc_` and a UUID. */
export const TravelDocumentId = id("doc");
export type TravelDocumentId = z.infer<typeof TravelDocumentId>;

/** The id of what has become of a flight, `fch_` and a UUID. */
export const FlightChangeId = id("fch");
export type FlightChangeId = z.infer<typeof FlightChangeId>;

/** The id of a tax or a fee on some days: `chg_` and a UUID. */
export const ChargeId = id("chg");
export type ChargeId = z.infer<typeof ChargeId>;

/** The id of an extra on some days: `anc_` and a UUID. */
export const AncillaryRuleId = id("anc");
export type AncillaryRuleId = z.infer<typeof AncillaryRuleId>;

/** What an id begins with says what it names. */
export type IdPrefix =
  | "usr"
  | "flt"
  | "fsc"
  | "map"
  | "bkg"
  | "seg"
  | "pax"
  | "lin"
  | "pay"
  | "ref"
  | "can"
  | "bch"
  | "quo"
  | "ltx"
  | "ntf"
  | "rgn"
  | "aud"
  | "dsp"
  | "dif"
  | "cmp"
  | "ses"
  | "doc"
  | "fch"
  | "chg"
  | "anc";
