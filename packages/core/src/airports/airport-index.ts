import type { AirportRow } from "@skyhold/db";

import { foldText, foldUmlauts } from "./fold-text.ts";
import { countBits, lettersOf, slipsForgiven, slipsToPrefix } from "./typos.ts";

/** Something that a traveller can fly to: an airport, or all the airports of a city. */
export interface IndexedPlace {
  readonly code: string;
  /** The airports behind the code, the busiest first. */
  readonly airports: readonly AirportRow[];
  readonly kind: "airport" | "metropolitan_area";
  readonly name: string;
  readonly city: string;
}

/** Finds places by what people type. */
export interface AirportIndex {
  /** The best matches first, at most `limit`. */
  search(query: string, limit: number): IndexedPlace[];
  get(code: string): IndexedPlace | null;
}

interface Entry {
  readonly place: IndexedPlace;
  /** How busy it is: who types "lon" means London before Long Beach. */
  readonly weight: number;
  readonly codes: readonly string[];
  readonly exact: Texts;
  readonly loose: Texts;
}

type Typed = readonly [whole: string, parts: readonly string[]];

interface Texts {
  readonly cities: readonly string[];
  readonly name: string;
  readonly words: readonly string[];
}

/** Builds the index: about 50 ms for every airport of the world. Codes come first, then cities, then names, then anything near. */
export function createAirportIndex(airports: readonly AirportRow[], areaNames: ReadonlyMap<string, string>): AirportIndex {
  const areas = Map.groupBy(
    airports.filter(({ metroCode }) => metroCode !== null),
    ({ metroCode }) => metroCode ?? "",
  );
  const entries = [
    ...[...areas].map(([code, members]) => areaEntry(code, areaNames.get(code), members)),
    ...airports.map((airport) => airportEntry(airport, areaNames.get(airport.metroCode ?? ""))),
  ];
  const words = wordsOf(entries, "exact");
  const looseWords = wordsOf(entries, "loose");
  const byCode = new Map(entries.toReversed().map(({ place }) => [place.code, place]));
  return {
    search: (query, limit) => {
      const typed = foldText(query);
      if (typed === "") return [];
      const exact: Typed = [typed, typed.split(" ")];
      const loose: Typed = [foldUmlauts(typed), typed.split(" ").map(foldUmlauts)];
      const found = firstWithMatches([
        () => ranked(startingWith(words, exact[1][0] ?? ""), (entry) => tierOf(entry.exact, entry.codes, exact)),
        () => ranked(startingWith(looseWords, loose[1][0] ?? ""), (entry) => tierOf(entry.loose, [], loose)),
        () => ranked(...forgiving(words, exact)),
      ]);
      return found.slice(0, limit).map(({ place }) => place);
    },
    get: (code) => byCode.get(code) ?? null,
  };
}

function weightOf({ schedules, size }: AirportRow): number {
  return schedules * 10 + size;
}

function areaEntry(code: string, areaName: string | undefined, members: readonly AirportRow[]): Entry {
  const airports = members.toSorted((a, b) => weightOf(b) - weightOf(a) || (a.iata < b.iata ? -1 : 1));
  const city = areaName ?? airports[0]?.city ?? code;
  const place = { code, kind: "metropolitan_area", name: `${city}, all airports`, city, airports } as const;
  const weight = 1 + airports.reduce((sum, airport) => sum + weightOf(airport), 0);
  return { place, weight, codes: [code.toLowerCase()], ...textsOf([city], "", [airports[0]?.countryName ?? ""]) };
}

function airportEntry(airport: AirportRow, areaName: string | undefined): Entry {
  const { iata, icao, name, city, aliases, metroCode, country, countryName } = airport;
  const codes = [iata, icao ?? "", metroCode ?? ""].filter((code) => code !== "").map((code) => code.toLowerCase());
  const cities = [city, ...(areaName === undefined ? [] : [areaName]), ...(aliases === "" ? [] : aliases.split(" "))];
  const place = { code: iata, kind: "airport", name, city, airports: [airport] } as const;
  return { place, weight: weightOf(airport), codes, ...textsOf(cities, name, [countryName, country, iata]) };
}

function textsOf(cities: readonly string[], name: string, others: readonly string[]): Pick<Entry, "exact" | "loose"> {
  const exact = { cities: cities.map(foldText), name: foldText(name) };
  const words = [...new Set([...exact.cities, exact.name, ...others.map(foldText)].flatMap((text) => text.split(" ")))];
  const loose = { cities: exact.cities.map(foldUmlauts), name: foldUmlauts(exact.name), words: words.map(foldUmlauts) };
  return { exact: { ...exact, words }, loose };
}

const noMatch = 9;

/** How well a place answers what was typed, whole and in its parts: the smaller, the better. */
function tierOf({ cities, name, words }: Texts, codes: readonly string[], [typed, parts]: Typed): number {
  if (codes.includes(typed)) return 0;
  if (cities.includes(typed)) return 1;
  if (cities.some((city) => city.startsWith(typed))) return 2;
  if (cities.some((city) => city.includes(` ${typed}`))) return 3;
  if (name.startsWith(typed) || name.includes(` ${typed}`)) return 4;
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 5;
  return noMatch;
}

interface Match {
  readonly entry: Entry;
  readonly tier: number;
}

function ranked(entries: Iterable<Entry>, tierFor: (entry: Entry) => number): Match[] {
  const matches: Match[] = [];
  for (const entry of entries) {
    const tier = tierFor(entry);
    if (tier < noMatch) matches.push({ entry, tier });
  }
  return matches.toSorted(
    (a, b) => a.tier - b.tier || b.entry.weight - a.entry.weight || (a.entry.place.code < b.entry.place.code ? -1 : 1),
  );
}

function firstWithMatches(attempts: readonly (() => Match[])[]): Entry[] {
  for (const attempt of attempts) {
    const matches = attempt();
    if (matches.length > 0) return matches.map(({ entry }) => entry);
  }
  return [];
}

interface Word {
  readonly text: string;
  readonly letters: number;
  readonly entries: readonly Entry[];
}

/** Every word by which a place may be found, in order, so that those with one beginning stand together. */
function wordsOf(entries: readonly Entry[], texts: "exact" | "loose"): readonly Word[] {
  const byWord = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const word of new Set([...entry[texts].words, ...(texts === "exact" ? entry.codes : [])])) {
      const same = byWord.get(word);
      if (same) same.push(entry);
      else byWord.set(word, [entry]);
    }
  }
  const sorted = [...byWord].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([text, found]) => ({ text, letters: lettersOf(text), entries: found }));
}

function startingWith(words: readonly Word[], beginning: string): Set<Entry> {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.text ?? "") < beginning) low = middle + 1;
    else high = middle;
  }
  const found = new Set<Entry>();
  for (let at = low; words[at]?.text.startsWith(beginning) === true; at += 1)
    for (const entry of words[at]?.entries ?? []) found.add(entry);
  return found;
}

/** Every word typed is near the beginning of a word of the place; the fewer slips, the better. */
function forgiving(words: readonly Word[], typed: Typed): [Iterable<Entry>, (entry: Entry) => number] {
  const perWord = typed[1].map((part) => nearEntries(words, part));
  const [first = new Map<Entry, number>(), ...others] = perWord;
  const slips = (entry: Entry) => perWord.reduce((sum, near) => sum + (near.get(entry) ?? noMatch), 0);
  return [[...first.keys()].filter((entry) => others.every((near) => near.has(entry))), slips];
}

function nearEntries(words: readonly Word[], typed: string): Map<Entry, number> {
  const forgiven = slipsForgiven(typed);
  const letters = lettersOf(typed);
  const near = new Map<Entry, number>();
  for (const word of words) {
    // Each letter typed that the word has nowhere is a slip at least: most words are out at once.
    if (countBits(letters & ~word.letters) > forgiven) continue;
    const slips = slipsToPrefix(typed, word.text, forgiven);
    if (slips > forgiven) continue;
    for (const entry of word.entries) near.set(entry, Math.min(slips, near.get(entry) ?? noMatch));
  }
  return near;
}
