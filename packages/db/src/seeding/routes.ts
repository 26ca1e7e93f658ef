import { type AirlineData, airlines } from "../../prisma/data/airlines.ts";
import { type AirportData, airports } from "../../prisma/data/airports.ts";
import { hubs, neverServed } from "../../prisma/data/network.ts";
import { distanceKm } from "../geography.ts";
import { type Random, randomFor } from "./random.ts";

/** A route from a hub that one rotation is to fly, there and back; `mainline` wants at least an A320-size aircraft every day. */
export interface Route {
  readonly airline: AirlineData;
  readonly hub: AirportData;
  readonly spoke: AirportData;
  readonly distanceKm: number;
  readonly mainline: boolean;
}

interface Base {
  readonly airline: AirlineData;
  readonly hub: AirportData;
  readonly daily: readonly AirportData[];
  readonly regular: readonly AirportData[];
}

const LONGEST_ROUTE_KM = 14_500;
const SHORTEST_ROUTE_KM = 180;
const MOST_ROTATIONS_A_DAY = 12;

/** Routes without end, the important ones first: a larger timetable is the smaller one and more. */
export function* routes(seed: number): Generator<Route, never> {
  const bases = readBases();
  yield* inTurn(bases, (base) => base.daily, true);
  yield* inTurn(bases, (base) => base.regular, false);
  yield* growth(bases, randomFor(seed, "growth"));
  throw new Error("The network has no more routes");
}

function* inTurn(bases: readonly Base[], list: (base: Base) => readonly AirportData[], mainline: boolean): Generator<Route> {
  const longest = Math.max(...bases.map((base) => list(base).length));
  for (let index = 0; index < longest; index += 1) {
    for (const base of bases) {
      const spoke = list(base)[index];
      if (spoke) yield routeOf(base, spoke, mainline);
    }
  }
}

/** More rotations on known routes, and now and then a new airport, nearer ones more often. */
function* growth(bases: readonly Base[], random: Random): Generator<Route> {
  const candidates = airports.filter((airport) => airport.type === "large_airport" && !neverServed.has(airport.iata));
  const rotations = new Map<string, number>();
  for (;;) {
    const base = random.pick(bases);
    const spoke = random.below(2) === 0 ? random.pick([...base.daily, ...base.regular]) : random.pick(candidates);
    const route = routeOf(base, spoke, false);
    const key = `${route.hub.iata}-${route.spoke.iata}`;
    const count = rotations.get(key) ?? 0;
    if (count >= MOST_ROTATIONS_A_DAY || !isWorthwhile(route, random)) continue;
    rotations.set(key, count + 1);
    yield route;
  }
}

function isWorthwhile(route: Route, random: Random): boolean {
  if (route.distanceKm < SHORTEST_ROUTE_KM || route.distanceKm > LONGEST_ROUTE_KM) return false;
  return random.below(LONGEST_ROUTE_KM) > route.distanceKm * 0.9;
}

function routeOf({ airline, hub }: Base, spoke: AirportData, mainline: boolean): Route {
  return { airline, hub, spoke, mainline, distanceKm: distanceKm(hub, spoke) };
}

function readBases(): readonly Base[] {
  const byCode = new Map(airports.map((airport) => [airport.iata, airport]));
  const airportOf = (iata: string): AirportData => {
    const airport = byCode.get(iata);
    if (!airport) throw new Error(`The network names ${iata}, which airports.json has not; correct prisma/data/network.ts`);
    return airport;
  };
  return hubs.map((hub) => {
    const airline = airlines.find(({ iata }) => iata === hub.airline);
    if (!airline) throw new Error(`The hub ${hub.airport} names airline ${hub.airline}, which prisma/data/airlines.ts has not`);
    const list = (text: string) => text.split(" ").map(airportOf);
    return { airline, hub: airportOf(hub.airport), daily: list(hub.daily), regular: list(hub.regular) };
  });
}
