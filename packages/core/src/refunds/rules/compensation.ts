import { hoursBetween } from "./facts.ts";
import type { Place, SegmentFacts } from "./facts.ts";
import { inEuropeanUnion, isUnderEuropeanRegulation } from "./territories.ts";

/** What Regulation (EC) 261/2004 gives a passenger beside the refund, for staff to decide on: it is never paid by itself. */
export interface Compensation {
  readonly euros: number;
  readonly why: string;
}

const meanEarthRadiusKm = 6371.0088;

/** Kilometres along the great circle (Article 7(4)), on a sphere of the mean radius of the Earth (IUGG). */
export function greatCircleKm(from: Place, to: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [lat1, lat2] = [radians(from.latitude), radians(to.latitude)];
  const halfLat = Math.sin((lat2 - lat1) / 2);
  const halfLong = Math.sin(radians(to.longitude - from.longitude) / 2);
  const chord = halfLat ** 2 + Math.cos(lat1) * Math.cos(lat2) * halfLong ** 2;
  return 2 * meanEarthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Article 7(1): €250 up to 1,500 km; €400 within the Union beyond that, and up to 3,500 km elsewhere; else €600. */
function amountFor(segment: SegmentFacts, km: number): number {
  if (km <= 1500) return 250;
  const within = inEuropeanUnion(segment.origin, segment.departsAt) && inEuropeanUnion(segment.destination, segment.departsAt);
  return within || km <= 3500 ? 400 : 600;
}

const noticeHours = 14 * 24;

/**
 * The compensation for a cancelled flight under the regulation; null where none is due. `now` is when it was known at the latest, where its
 * announcement is not on record: two weeks before the departure, nothing is due (Article 5(1)(c)(i)).
 * Whether circumstances were extraordinary (Article 5(3)) and what re-routing was offered, staff know.
 */
export function compensationFor(segment: SegmentFacts, now: Date): Compensation | null {
  if (!segment.cancelledByCarrier || !isUnderEuropeanRegulation(segment)) return null;
  if (hoursBetween(segment.announcedAt ?? now, segment.departsAt) >= noticeHours) return null;
  const km = greatCircleKm(segment.origin, segment.destination);
  const euros = amountFor(segment, km);
  return {
    euros,
    why: `Cancelled by the airline, ${Math.round(km)} km: €${euros} for each passenger, Regulation (EC) 261/2004, Articles 5(1)(c) and 7. This assumes that they were told when it was announced and that this flight is the whole journey; nothing is due where they were told 14 days before, re-routed in time (Article 5(1)(c)(ii) and (iii)), or circumstances were extraordinary (Article 5(3)), and half after a re-routing that arrives little later (Article 7(2))`,
  };
}
