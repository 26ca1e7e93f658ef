import { z } from "zod";

import { invalidInput } from "../errors.ts";

/** ADT from 12 years, CHD 2 to 11, INF under 2 on an adult's lap (IATA passenger types), by age on the day of the last segment. */
export const PassengerType = z.enum(["ADT", "CHD", "INF"]);
export type PassengerType = z.infer<typeof PassengerType>;

/** Who travels: 1 to 9 people, at most one infant to each adult. */
export const Party = z.strictObject({
  adults: z.int().min(1, "At least one adult travels").max(9).default(1),
  children: z.int().min(0).max(8).default(0),
  infants: z.int().min(0).max(9).default(0),
});
export type Party = z.infer<typeof Party>;

/** The party's passengers in the order in which they are seated and named: adults, children, infants. */
export function passengersOf(party: Party): PassengerType[] {
  const repeat = (type: PassengerType, count: number) => Array.from({ length: count }, () => type);
  return [...repeat("ADT", party.adults), ...repeat("CHD", party.children), ...repeat("INF", party.infants)];
}

/** How many seats the party needs on each flight: infants sit on a lap. */
export function seatsNeeded(party: Party): number {
  return party.adults + party.children;
}

/** Refuses a party that no airline would take, naming the field. */
export function checkParty(party: Party): void {
  if (passengersOf(party).length > 9) throw invalidInput("passengers", "At most 9 people travel on one booking; make a second one");
  if (party.infants > party.adults)
    throw invalidInput("passengers.infants", "Each infant needs an adult's lap: no more infants than adults");
}
