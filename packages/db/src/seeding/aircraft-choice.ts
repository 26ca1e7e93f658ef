import { aircraftTypes } from "../../prisma/data/aircraft.ts";
import type { AircraftTypeData } from "../../prisma/data/aircraft-type.ts";
import { isEastward } from "../geography.ts";
import type { Random } from "./random.ts";
import type { Route } from "./routes.ts";

const TURBOPROP_KMH = 700;
const MAINLINE_SEATS = 150;
const JUMBO_SEATS = 350;
const JUMBO_FROM_KM = 5000;
const types = new Map(aircraftTypes.map((type) => [type.iata, type]));

/** Chooses an aircraft that reaches the other end with reserves and suits the length of the route. */
export function chooseAircraft(route: Route, random: Random): AircraftTypeData {
  const { regional, narrowBody, wideBody } = route.airline.fleet;
  const wanted = [
    ...(route.mainline ? [] : regional.filter((iata) => suitsRegional(aircraftOf(iata), route.distanceKm))),
    ...(route.distanceKm <= 5200 ? narrowBody : []),
    ...(route.distanceKm >= 4200 || (route.mainline && route.distanceKm >= 2500) ? wideBody : []),
  ].map(aircraftOf);
  const able = wanted.filter((type) => type.rangeKm >= route.distanceKm * 1.06 && suitsDemand(type, route));
  return random.pick(able.length > 0 ? able : [furthest(wideBody.map(aircraftOf))]);
}

/** Scheduled minutes from gate to gate: the cruise over a slightly longer way than the great circle, wind, taxiing, climb and descent. */
export function blockMinutes(route: Route, aircraft: AircraftTypeData, inbound: boolean): number {
  const [from, to] = inbound ? [route.spoke, route.hub] : [route.hub, route.spoke];
  const middle = Math.abs(from.latitude + to.latitude) / 2;
  const jetStream = route.distanceKm > 2000 && middle > 20 ? 0.045 : 0;
  const wind = isEastward(from, to) ? 1 + jetStream : 1 - jetStream;
  const minutes = ((route.distanceKm * 1.03) / (aircraft.cruiseKmh * wind)) * 60 + 32;
  return Math.ceil(minutes / 5) * 5;
}

function suitsDemand({ seats }: AircraftTypeData, { mainline, distanceKm }: Route): boolean {
  const total = Object.values(seats).reduce((sum, count) => sum + count, 0);
  return total >= (mainline ? MAINLINE_SEATS : 0) && (total < JUMBO_SEATS || distanceKm >= JUMBO_FROM_KM);
}

function suitsRegional(type: AircraftTypeData, distance: number): boolean {
  return distance <= (type.cruiseKmh < TURBOPROP_KMH ? 750 : 2400);
}

function aircraftOf(iata: string): AircraftTypeData {
  const type = types.get(iata);
  if (!type) throw new Error(`A fleet names aircraft ${iata}, which prisma/data/aircraft.ts has not`);
  return type;
}

function furthest(list: readonly AircraftTypeData[]): AircraftTypeData {
  return list.reduce((best, type) => (type.rangeKm > best.rangeKm ? type : best));
}
