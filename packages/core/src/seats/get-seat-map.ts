import type { LayoutSeat, Transaction } from "@skyhold/db";
import { z } from "zod";

import type { Actor } from "../context.ts";
import { invalidInput, notFound } from "../errors.ts";
import { Cabin } from "../flights/flight.ts";
import { FlightId } from "../ids.ts";
import { Money } from "../money.ts";
import { instantOf } from "../time.ts";
import type { SeatMapRow, SeatMaps } from "./seat-maps.ts";

/** Which flight, and under which fare brand one would travel. */
export const GetSeatMapInput = z.strictObject({
  flightId: FlightId,
  brand: z
    .string()
    .max(40)
    .optional()
    .describe("Code of the offer's fare brand, which may include the choice of seats; list prices when left out"),
});
export type GetSeatMapInput = z.infer<typeof GetSeatMapInput>;

/** A seat on the map: its place, what it offers, and whether it can be had. Never whose it is. */
export const SeatOnMap = z.strictObject({
  seat: z.string().describe("Row and letter, `12A`"),
  deck: z.int().describe("1 is the main deck, 2 the upper"),
  row: z.int(),
  column: z.string(),
  cabin: Cabin,
  position: z.enum(["window", "middle", "aisle"]),
  aisleRight: z.boolean().describe("Whether an aisle is on its right, seen from the tail"),
  exitRow: z.boolean().describe("Adults without an infant only"),
  bulkhead: z.boolean(),
  bassinet: z.boolean(),
  extraLegroom: z.boolean(),
  overWing: z.boolean(),
  state: z.enum(["free", "held", "yours", "sold", "blocked"]),
  heldUntil: z.date().nullable().describe("When your own hold of it runs out; null for every other seat"),
  price: Money.nullable().describe(
    "What an adult pays for choosing it; null where it is free of charge. The booking's own lines are what is charged",
  ),
});
export type SeatOnMap = z.infer<typeof SeatOnMap>;

/** A cabin's columns from left to right, with its aisles as empty strings: `["A", "B", "C", "", "D", "E", "F"]`. */
export const CabinOnMap = z.strictObject({
  deck: z.int(),
  cabin: Cabin,
  columns: z.array(z.string()),
  firstRow: z.int(),
  lastRow: z.int(),
});
export type CabinOnMap = z.infer<typeof CabinOnMap>;

/** The seats of a flight with their state at this moment. */
export const SeatMap = z.strictObject({
  flightId: FlightId,
  aircraft: z.string(),
  cabins: z.array(CabinOnMap).describe("From nose to tail, deck by deck"),
  seats: z.array(SeatOnMap).describe("By deck, row, letter"),
});
export type SeatMap = z.infer<typeof SeatMap>;

/** What reading a seat map needs, also inside a transaction. */
interface Reader {
  readonly db: Transaction;
  readonly actor: Actor;
  readonly seatMaps: SeatMaps;
}

/** What was made of a map; a stranger's map that has not changed is the same object. */
const made = new WeakMap<SeatMapRow, SeatMap>();

/**
 * The seat map of a flight as this caller sees it: free, held, sold, blocked, or yours, with what each seat costs. One query; the same
 * object again while nothing has changed for a stranger, so nobody may change it.
 */
export async function getSeatMap(ctx: Reader, input: GetSeatMapInput): Promise<SeatMap> {
  const userId = ctx.actor !== null && ctx.actor !== "system" ? ctx.actor.userId : null;
  const map = await ctx.seatMaps.read(ctx.db, input.flightId, { userId, brand: input.brand ?? null });
  if (!map) throw notFound("flight");
  if (!map.brandExists) throw invalidInput("brand", "There is no such fare brand; take the code from an offer");
  const known = made.get(map);
  if (known) return known;
  const fresh = { flightId: input.flightId, aircraft: map.aircraftName, cabins: cabinsOf(map.seats), seats: map.seats.map(toSeatOnMap) };
  made.set(map, fresh);
  return fresh;
}

function toSeatOnMap(row: SeatMapRow["seats"][number]): SeatOnMap {
  return { ...row, heldUntil: row.heldUntil === null ? null : instantOf(row.heldUntil) };
}

/** The cabins of a layout with their columns, from nose to tail, deck by deck. */
export function cabinsOf(seats: readonly LayoutSeat[]): CabinOnMap[] {
  const groups = Map.groupBy(seats, (seat) => `${seat.deck} ${seat.cabin}`);
  const cabins = [...groups.values()].flatMap((group) => {
    const first = group[0];
    const last = group.at(-1);
    return first && last
      ? [{ deck: first.deck, cabin: first.cabin, columns: columnsOf(group), firstRow: first.row, lastRow: last.row }]
      : [];
  });
  return cabins.toSorted((a, b) => a.deck - b.deck || a.firstRow - b.firstRow);
}

function columnsOf(seats: readonly LayoutSeat[]): string[] {
  const letters = [...new Set(seats.map((seat) => seat.column))].toSorted();
  const beforeAisle = new Set(seats.filter((seat) => seat.aisleRight).map((seat) => seat.column));
  return letters.flatMap((letter) => (beforeAisle.has(letter) ? [letter, ""] : [letter]));
}
