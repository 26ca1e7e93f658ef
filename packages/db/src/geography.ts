/** A point on the earth in degrees, north and east positive. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_RADIUS_KM = 6371;

/** The great-circle distance between two points in kilometres (haversine on a sphere, within 0.5 % of the ellipsoid). */
export function distanceKm(from: Coordinates, to: Coordinates): number {
  const latitude = radians(to.latitude - from.latitude);
  const longitude = radians(to.longitude - from.longitude);
  const chord =
    Math.sin(latitude / 2) ** 2 + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(longitude / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(chord));
}

/** Whether the shorter way round from one point to the other leads east. */
export function isEastward(from: Coordinates, to: Coordinates): boolean {
  return (to.longitude - from.longitude + 360) % 360 < 180;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
