import { z } from "zod";

/** held → awaiting_payment → confirmed → cancelled; before payment also → expired or released. The database refuses every other way. */
export const BookingState = z.enum(["held", "awaiting_payment", "confirmed", "cancelled", "expired", "released"]);
export type BookingState = z.infer<typeof BookingState>;

/** What the traveller may do with a booking now. */
export const BookingAction = z.enum([
  "setPassengers",
  "pay",
  "extend",
  "release",
  "changeSeats",
  "change",
  "eTicket",
  "cancel",
  "checkIn",
  "acceptChange",
]);
export type BookingAction = z.infer<typeof BookingAction>;

/** What decides on the actions. */
export interface BookingSituation {
  readonly state: BookingState;
  readonly expiresAt: Date;
  readonly payBy: Date;
  readonly now: Date;
  readonly passengersComplete: boolean;
  /** Money is authorised or on its way: its outcome must come first. */
  readonly paymentUnderWay: boolean;
}

/** The state that time has made of a booking, whether or not housekeeping has come by: an unpaid one past its deadline has expired. */
export function stateAt(situation: Pick<BookingSituation, "state" | "expiresAt" | "now" | "paymentUnderWay">): BookingState {
  const unpaid = situation.state === "held" || situation.state === "awaiting_payment";
  return unpaid && !situation.paymentUnderWay && situation.expiresAt <= situation.now ? "expired" : situation.state;
}

/** The actions open to the booking's owner, but for those that only its flights decide on: see `travelActions`. */
export function availableActions(situation: BookingSituation): BookingAction[] {
  const state = stateAt(situation);
  if (state === "confirmed") return situation.paymentUnderWay ? ["eTicket", "cancel"] : ["changeSeats", "change", "eTicket", "cancel"];
  if (state !== "held" && state !== "awaiting_payment") return [];
  if (situation.paymentUnderWay) return [];
  const actions: BookingAction[] = state === "held" ? ["setPassengers", "changeSeats", "release"] : ["changeSeats", "release"];
  if (situation.expiresAt < situation.payBy) actions.push("extend");
  if (situation.passengersComplete) actions.push("pay");
  return actions;
}
