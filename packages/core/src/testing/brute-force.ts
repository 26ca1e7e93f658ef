import { chargesOn } from "../fares/charges.ts";
import type { ChargeRule } from "../fares/charges.ts";
import { passengersOf, seatsNeeded } from "../fares/party.ts";
import { priceLines, totalOf } from "../fares/price.ts";
import type { PricedSegment } from "../fares/price.ts";
import type { NetworkAirport, NetworkFlight } from "./network.ts";
import type { SearchFlightsInput } from "../search/search-input.ts";

/** What the search must find, worked out from the rules alone: every way through a small network is tried. */
export interface Expected {
  readonly ids: readonly string[];
  readonly cabin: string;
  readonly brand: string;
  readonly amount: number;
  /** Milliseconds since 1970. */
  readonly departs: number;
  readonly arrives: number;
  readonly order: readonly (number | string)[];
}

export interface Network {
  readonly airports: readonly NetworkAirport[];
  readonly flights: readonly (NetworkFlight & { readonly id: string })[];
  readonly charges: readonly ChargeRule[];
  readonly now: Temporal.Instant;
}

type Flight = Network["flights"][number];
const brands = [
  { code: "SAVER", name: "Saver", farePercent: 100 },
  { code: "FLEX", name: "Flex", farePercent: 160 },
];
const hour = 3_600_000;

/** Every offer of a one-way search, in its order. */
export function bruteForce({ airports, flights, charges, now }: Network, input: SearchFlightsInput): Expected[] {
  const airport = (iata: string) => airports.find((candidate) => candidate.iata === iata) ?? { iata, country: "", timeZone: "UTC" };
  const behind = (code: string) => airports.filter(({ iata, metroCode }) => iata === code || metroCode === code).map(({ iata }) => iata);
  const local = (at: Temporal.Instant, iata: string) => at.toZonedDateTimeISO(airport(iata).timeZone);
  const arrives = (flight: Flight) => flight.departs.add({ minutes: flight.minutes });
  const international = (flight: Flight) => airport(flight.origin).country !== airport(flight.destination).country;
  const chargesOf = (flight: Flight) => {
    const date = local(flight.departs, flight.origin).toPlainDate().toString();
    return chargesOn({ country: airport(flight.origin).country, date, international: international(flight) }, charges);
  };
  const minimum = (a: Flight, b: Flight) => (international(a) ? (international(b) ? 60 : 75) : international(b) ? 60 : 45);
  const open = flights.filter(
    ({ status = "scheduled", departs }) => status !== "cancelled" && departs.epochMilliseconds - hour > now.epochMilliseconds,
  );
  const [origins, destinations] = [behind(input.origin), behind(input.destination).filter((iata) => !behind(input.origin).includes(iata))];
  const ends = new Set([...origins, ...destinations]);

  const extend = (way: readonly Flight[]): Flight[][] => {
    const last = way.at(-1);
    if (!last) return [];
    if (destinations.includes(last.destination)) return [[...way]];
    if (way.length > input.maxStops || ends.has(last.destination)) return [];
    return open
      .filter((next) => {
        const wait = (next.departs.epochMilliseconds - arrives(last).epochMilliseconds) / 60_000;
        const money = (next.currency ?? "EUR") === (last.currency ?? "EUR");
        return next.origin === last.destination && wait >= minimum(last, next) && wait <= 720 && money;
      })
      .flatMap((next) => extend([...way, next]));
  };
  const starts = open.filter(
    ({ origin, departs }) => origins.includes(origin) && local(departs, origin).toPlainDate().toString() === input.departureDate,
  );
  const offers = starts.flatMap((first) => extend([first])).flatMap((way) => offersOf(way, { input, arrives, local, chargesOf }));
  return offers.toSorted((a, b) => compare(a.order, b.order));
}

/** Every offer of each leg of a journey, in their order: none departs before anybody can have arrived from the leg before. */
export function bruteForceJourney(network: Network, input: SearchFlightsInput): Expected[][] {
  const { origin, destination, departureDate, returnDate, furtherLegs = [] } = input;
  const back = returnDate === undefined ? [] : [{ origin: destination, destination: origin, departureDate: returnDate }];
  const legs: Expected[][] = [];
  let earliest = -Infinity;
  for (const leg of [{ origin, destination, departureDate }, ...back, ...furtherLegs]) {
    const since = earliest;
    const offers = bruteForce(network, { ...input, ...leg }).filter(({ departs }) => departs >= since);
    earliest = Math.min(...offers.map(({ arrives }) => arrives));
    legs.push(offers);
  }
  return legs;
}

interface Rules {
  readonly input: SearchFlightsInput;
  readonly arrives: (flight: Flight) => Temporal.Instant;
  readonly local: (at: Temporal.Instant, iata: string) => Temporal.ZonedDateTime;
  readonly chargesOf: (flight: Flight) => PricedSegment["charges"];
}

function offersOf(way: readonly Flight[], { input, arrives, local, chargesOf }: Rules): Expected[] {
  const [first, last] = [way[0], way.at(-1)];
  if (!first || !last) return [];
  const minutes = (arrives(last).epochMilliseconds - first.departs.epochMilliseconds) / 60_000;
  const clock = (at: Temporal.Instant, iata: string) => local(at, iata).toPlainTime().toString({ smallestUnit: "minute" });
  const inside = (time: string, window: { from: string; to: string } | undefined) => !window || (time >= window.from && time <= window.to);
  if (minutes > (input.maxDurationMinutes ?? Infinity)) return [];
  if (!inside(clock(first.departs, first.origin), input.departure) || !inside(clock(arrives(last), last.destination), input.arrival))
    return [];
  if (!way.every(({ airline = "XA" }) => input.airlines?.includes(airline) ?? true)) return [];
  return (["economy", "business"] as const).flatMap((cabin) => {
    const parts = way.map((flight) => ({ flight, cabin: flight.cabins?.[cabin] }));
    const room = parts.every((part) => part.cabin && part.cabin.capacity - (part.cabin.taken ?? 0) >= seatsNeeded(input.passengers));
    if (!room || (input.cabin ?? cabin) !== cabin) return [];
    return brands.flatMap((brand): Expected[] => {
      const segments = parts.map(({ flight, cabin: { fare = 0, capacity = 0, taken = 0 } = {} }) => ({
        cabin,
        brand,
        capacity,
        baseFare: fare,
        free: capacity - taken,
        currency: flight.currency ?? "EUR",
        charges: chargesOf(flight),
      }));
      const { amount, currency } = totalOf(priceLines(segments, passengersOf(input.passengers)));
      const { price } = input;
      if (price && (price.currency !== currency || amount < (price.min ?? 0) || amount > (price.max ?? Infinity))) return [];
      if (!(input.brands?.includes(brand.code) ?? true)) return [];
      const ids = way.map(({ id }) => id);
      const euros = amount / 100 / (currency === "USD" ? 1.08 : 1);
      const people = passengersOf(input.passengers).length;
      const departure = first.departs.epochMilliseconds;
      const main = { price: euros, duration: minutes, departure, best: euros + people * ((minutes / 60) * 20 + (way.length - 1) * 30) };
      const order = [main[input.sort], departure, minutes, `${ids.join(" ")} ${cabin} ${brand.code}`];
      return [{ ids, cabin, brand: brand.code, amount, departs: departure, arrives: arrives(last).epochMilliseconds, order }];
    });
  });
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) < (b[at] ?? 0) ? -1 : 1;
}
