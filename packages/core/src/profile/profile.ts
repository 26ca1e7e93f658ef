import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { z } from "zod";

import { AssistanceRequest, Meal, ServiceRequests } from "../bookings/service-requests.ts";
import { PersonName } from "../bookings/set-passengers.ts";
import { TravelDocumentId } from "../ids.ts";
import { CalendarDate, personText } from "../text.ts";

const countries = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** A country by its code of ISO 3166-1, `PT`. */
const CountryCode = z
  .string()
  .regex(/^[A-Z]{2}$/u, { error: "Two capital letters, like PT", abort: true })
  .refine((code) => countries.of(code) !== undefined && code !== "ZZ", "There is no such country");

/** A telephone number with its country, kept as `+351210000000` (E.164). */
const Phone = z
  .string()
  .trim()
  .max(40)
  .transform((text, ctx) => {
    const number = parsePhoneNumberFromString(text);
    if (number?.isPossible()) return number.number;
    ctx.addIssue({ code: "custom", message: "A telephone number with its country, like +351 21 000 0000" });
    return z.NEVER;
  });

/** A postal address. */
export const Address = z.strictObject({
  lines: z.array(personText(100)).min(1).max(4),
  city: personText(100),
  postalCode: personText(20).nullable(),
  country: CountryCode,
});

/** Who is to be told when something happens. */
export const EmergencyContact = z.strictObject({ name: personText(120), phone: Phone });

/** Where one likes to sit. */
export const SeatWish = z.enum(["window", "middle", "aisle"]).nullable();
export type SeatWish = z.infer<typeof SeatWish>;

/** What the traveller likes and needs, in the codes of IATA's special service requests. The seat counts where `bookings.hold` is left the choice. */
export const Preferences = z.strictObject({
  seat: SeatWish.default(null),
  meal: Meal.nullable().default(null),
  assistance: z.array(AssistanceRequest).max(5).default([]),
  emails: z.strictObject({ offers: z.boolean().default(false), reminders: z.boolean().default(true) }).prefault({}),
});
export type Preferences = z.infer<typeof Preferences>;

/** A document to travel with, as its owner types it. */
export const NewTravelDocument = z.strictObject({
  type: z.enum(["passport", "identity_card"]),
  number: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{4,20}$/u, "4 to 20 letters and digits, as printed"),
  issuingCountry: CountryCode,
  nationality: CountryCode,
  expiresOn: CalendarDate,
});

/** A kept document. Its number is masked but for the last three characters. */
export const TravelDocument = NewTravelDocument.extend({ id: TravelDocumentId, number: z.string().describe("`•••••567`") });

/** What is known of a traveller. */
export const Profile = z.strictObject({
  email: z.string(),
  givenName: z.string(),
  surname: z.string(),
  phone: z.string().nullable(),
  birthDate: z.string().nullable(),
  nationality: z.string().nullable(),
  address: Address.nullable(),
  emergencyContact: EmergencyContact.nullable(),
  documents: z.array(TravelDocument),
  preferences: Preferences,
  passenger: z
    .strictObject({ givenName: z.string(), surname: z.string(), birthDate: z.string(), requests: ServiceRequests })
    .nullable()
    .describe(
      "The traveller as `bookings.setPassengers` takes them; null while the birth date is missing or a name cannot stand on a ticket",
    ),
});
export type Profile = z.infer<typeof Profile>;

/** What to change; what is left out stays, and null forgets. */
export const UpdateProfileInput = z.strictObject({
  givenName: personText(60).optional(),
  surname: personText(60).optional(),
  phone: Phone.nullable().optional(),
  birthDate: CalendarDate.nullable().optional(),
  nationality: CountryCode.nullable().optional(),
  address: Address.nullable().optional(),
  emergencyContact: EmergencyContact.nullable().optional(),
  documents: z
    .array(z.union([z.strictObject({ id: TravelDocumentId }), NewTravelDocument]))
    .max(5)
    .optional()
    .describe("All documents from now on: those that stay by `id`, new ones in full"),
  preferences: Preferences.optional(),
});
export type UpdateProfileInput = z.infer<typeof UpdateProfileInput>;

/** The traveller as a passenger of a booking, with the meal and the assistance that they prefer. */
export function toPassenger({ givenName, surname, birthDate, preferences }: Omit<Profile, "passenger">): Profile["passenger"] {
  const fit = [givenName, surname].every((name) => PersonName.safeParse(name).success);
  const { assistance, meal } = preferences;
  const requests = [...new Set(assistance), ...(meal === null ? [] : [meal])];
  return fit && birthDate !== null ? { givenName, surname, birthDate, requests } : null;
}

/** `•••••567` */
export function maskNumber(number: string): string {
  return `${"•".repeat(5)}${number.slice(-3)}`;
}
