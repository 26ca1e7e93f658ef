import { z } from "zod";

import { FareBrand } from "../fares/fare-brand.ts";
import { PassengerType } from "../fares/party.ts";
import { PriceLine } from "../fares/price.ts";
import { BookedFlight, Cabin } from "../flights/flight.ts";
import { BookingId, PaymentId } from "../ids.ts";
import { Money } from "../money.ts";
import { BookingAction, BookingState } from "./booking-state.ts";
import { Cancellation } from "./cancellation.ts";
import { ServiceRequest } from "./service-requests.ts";

/** Six characters without 0, 1, I and O; never the only secret. */
export const RecordLocator = z.string().regex(/^[A-HJ-NP-Z2-9]{6}$/u);

/** Someone on the booking; without names until `setPassengers`. */
export const BookedPassenger = z.strictObject({
  type: PassengerType,
  givenName: z.string().nullable(),
  surname: z.string().nullable(),
  birthDate: z.iso.date().nullable(),
  requests: z.array(ServiceRequest).describe("Assistance and service asked for, on all flights"),
  seats: z.array(z.string().nullable()).describe("One for each segment; null for a lap infant, and once the seat was given back"),
  cancelled: z.array(z.boolean()).describe("One for each segment: whether the passenger no longer travels on it"),
  checkedIn: z.array(z.boolean()).describe("One for each segment: whether the passenger is checked in, and still travels on it"),
  ticketNumbers: z
    .array(z.string())
    .describe("13 digits each; more than one when the trip has more than four segments, or after a change of flights"),
});
export type BookedPassenger = z.infer<typeof BookedPassenger>;

/** A booking as its owner sees it. */
export const Booking = z.strictObject({
  id: BookingId,
  recordLocator: RecordLocator,
  state: BookingState,
  availableActions: z
    .array(BookingAction)
    .describe(
      "What may be done with the booking now; `checkIn` when somebody may be checked in for one of its flights, `acceptChange` when a change in `bookings.changes` waits for a yes",
    ),
  expiresAt: z.date().nullable().describe("When the seats are given back unless it is paid; null once it is paid or over"),
  payBy: z.date().describe("The last moment to which `bookings.extend` and a started payment can move `expiresAt`"),
  createdAt: z.date(),
  confirmedAt: z.date().nullable(),
  contact: z.strictObject({ email: z.string(), phone: z.string().nullable() }),
  segments: z.array(z.strictObject({ flight: BookedFlight, cabin: Cabin, brand: FareBrand })),
  passengers: z.array(BookedPassenger),
  lines: z.array(PriceLine).describe("As they were sold; what of them was cancelled stands in `cancellations`"),
  total: Money.describe(
    "What was or is to be paid: the sum of the lines, less what of them replaced flights paid for (`cancellations[].exchanged`)",
  ),
  cancellations: z.array(Cancellation).describe("What was cancelled after payment, oldest first"),
  payment: z
    .strictObject({
      id: PaymentId,
      state: z.enum(["starting", "requires_payment", "processing", "authorised", "captured", "failed", "cancelled"]),
      method: z.string().nullable().describe("`Visa •••• 4242`"),
      declineCode: z.string().nullable().describe("Why the last try failed; the same payment may be tried again until the deadline"),
    })
    .nullable()
    .describe("The latest attempt to pay the booking itself, not dearer seats later; null before the first"),
});
export type Booking = z.infer<typeof Booking>;
