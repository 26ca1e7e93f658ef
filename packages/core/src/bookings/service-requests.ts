import { z } from "zod";

import { invalidInput } from "../errors.ts";
import { passengersOf } from "../fares/party.ts";
import type { Party } from "../fares/party.ts";

/** Special meals, by IATA's codes: vegetarian and vegan, religious, by age or by health. */
export const Meal = z.enum(["AVML", "BBML", "CHML", "DBML", "GFML", "HNML", "KSML", "LCML", "MOML", "NLML", "VGML", "VLML"]);

/** Help on the way, by IATA's codes, as a traveller may always need it. */
export const AssistanceRequest = z.enum(["WCHR", "WCHS", "WCHC", "BLND", "DEAF"]);

/**
 * What a passenger needs on the way, by its IATA SSR code; never priced. WCHR, WCHS, WCHC: a wheelchair to the aircraft, up its steps,
 * to the seat. BLND, DEAF, UMNR: blind, deaf, a minor alone. BSCT: a bassinet for the infant on the lap. The others are special
 * meals.
 */
export const ServiceRequest = z.enum([...AssistanceRequest.options, "UMNR", "BSCT", ...Meal.options]);
export type ServiceRequest = z.infer<typeof ServiceRequest>;

/** The requests of one passenger, on all flights of the booking. */
export const ServiceRequests = z.array(ServiceRequest).max(6);

/** What a request means for a seat: wheelchair passengers want the aisle, and nobody who needs assistance sits in an exit row. */
export type Assistance = "wheelchair" | "other" | null;

/** What a passenger's requests mean for the seat. */
export function assistanceOf(requests: readonly string[]): Assistance {
  if (requests.some((code) => code.startsWith("WCH"))) return "wheelchair";
  return requests.some((code) => code !== "BSCT" && !isMeal(code)) ? "other" : null;
}

const isMeal = (code: string) => Meal.safeParse(code).success;

/** Refuses requests that do not fit the party, naming the passenger: one list for each, and a bassinet only for the first adults, who carry the infants. */
export function checkRequests(party: Party, requests: readonly (readonly ServiceRequest[])[]): void {
  const people = passengersOf(party).length;
  if (requests.length !== people) throw invalidInput("requests", `One list for each passenger, empty for most: ${people}`);
  for (const [passenger, codes] of requests.entries()) {
    if (new Set(codes).size !== codes.length) throw invalidInput(`requests[${passenger}]`, "Each request is made once");
    if (codes.filter(isMeal).length > 1) throw invalidInput(`requests[${passenger}]`, "One special meal for each passenger");
    if (codes.includes("BSCT") && passenger >= party.infants)
      throw invalidInput(`requests[${passenger}]`, "A bassinet is for an adult with an infant: the first adults carry the infants");
  }
}
