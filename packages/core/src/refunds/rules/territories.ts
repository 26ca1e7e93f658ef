import { instantOf } from "../../time.ts";
import type { Place, SegmentFacts } from "./facts.ts";

/** 49 USC 40102(a)(46): the states, and the territories and possessions, which have country codes of their own. */
const unitedStates: ReadonlySet<string> = new Set(["US", "PR", "VI", "GU", "AS", "MP", "UM"]);

// The member states (AT–SE) with the outermost regions that have country codes of their own (Article 355 TFEU), then those
// bound by the regulation through the EEA agreement, and Switzerland through its agreement on air transport.
const memberStates = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK GF GP MF MQ RE YT IS LI NO CH";

/** Where Regulation (EC) 261/2004 is in force, by day: the United Kingdom until the end of the transition period. */
const europeanUnion = [
  { until: "2021-01-01", countries: new Set(`${memberStates} GB GI`.split(" ")) },
  { until: null, countries: new Set(memberStates.split(" ")) },
] as const;

/** Whether an airport is in the United States. */
export function inUnitedStates({ country }: Place): boolean {
  return unitedStates.has(country);
}

/** Whether a flight is under Regulation (EC) 261/2004: it leaves the Union, or comes into it by a carrier that is licensed there (Article 3(1)). */
export function isUnderEuropeanRegulation({ origin, destination, licensedIn, departsAt }: SegmentFacts): boolean {
  if (inEuropeanUnion(origin, departsAt)) return true;
  return licensedIn !== null && inEuropeanUnion({ country: licensedIn }, departsAt) && inEuropeanUnion(destination, departsAt);
}

/** The end of the transition period: from then on the regulation is the United Kingdom's own law (SI 2019/278). */
const britishLawSince = instantOf("2021-01-01");

/**
 * Whether a flight is under the regulation as it is law in the United Kingdom: it leaves the Kingdom, comes into it by a carrier that is licensed there
 * or in the Union, or comes into the Union by a British one (Article 3(1) as amended).
 */
export function isUnderBritishRegulation({ origin, destination, licensedIn, departsAt }: SegmentFacts): boolean {
  if (departsAt < britishLawSince) return false;
  if (isBritish(origin)) return true;
  if (licensedIn === null) return false;
  const byBritish = isBritish({ country: licensedIn });
  if (isBritish(destination)) return byBritish || inEuropeanUnion({ country: licensedIn }, departsAt);
  return byBritish && inEuropeanUnion(destination, departsAt);
}

function isBritish({ country }: Pick<Place, "country">): boolean {
  return country === "GB";
}

/** Whether an airport, or the authority that licenses a carrier, was in the territory of Regulation (EC) 261/2004 at that moment. */
export function inEuropeanUnion({ country }: Pick<Place, "country">, at: Date): boolean {
  const version = europeanUnion.find(({ until }) => until === null || at < instantOf(until));
  return version?.countries.has(country) ?? false;
}
