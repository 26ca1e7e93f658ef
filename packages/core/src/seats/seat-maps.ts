import { readSeatLayout, readSeatStates } from "@skyhold/db";
import type { CabinFees, Database, LayoutSeat, SeatLayout, SeatMapView, SeatStates, Transaction } from "@skyhold/db";

import { shareReads } from "./share-reads.ts";

/** A seat of a flight with what the traveller may know of it: never whose it is. */
export interface SeatRow extends LayoutSeat {
  readonly state: "free" | "held" | "yours" | "sold" | "blocked";
  /** When the caller's own hold runs out; null for every other seat. */
  readonly heldUntil: string | null;
  /** What an adult pays who chooses it, in minor units; null where it is free of charge. */
  readonly price: { readonly amount: number; readonly currency: string } | null;
}

/** A flight's seats as they are at the moment of reading. */
export interface SeatMapRow {
  readonly aircraftName: string;
  /** False when the map was asked for with a fare brand that does not exist. */
  readonly brandExists: boolean;
  readonly seats: readonly SeatRow[];
}

/** Reads seat maps. What changes from moment to moment is read each time; the layout only when it has changed. */
export interface SeatMaps {
  /** The map as the caller sees it; null for an unknown flight. One query, and another one when its layout is new here. */
  read(db: Transaction, flightId: string, view: SeatMapView): Promise<SeatMapRow | null>;
  /** The map as a stranger sees it at list prices, read after this call for all who want it at the same moment. */
  readTogether(flightId: string): Promise<SeatMapRow | null>;
}

/** More than an airline has aircraft of different layouts; about 100 kB for a large one. */
const keptLayouts = 200;
/** The flights that many look at at a time; with what is made of it, about 300 kB for a large aircraft. */
const keptMaps = 128;

/** A stranger's map at list prices with what it was composed from. */
interface Composed {
  readonly states: string;
  readonly layout: SeatLayout;
  readonly map: SeatMapRow;
}

/** Builds the reader of a process, which keeps the layouts used last. */
export function createSeatMaps(db: Database): SeatMaps {
  const layouts = new Map<string, SeatLayout>();
  const maps = new Map<string, Composed>();
  const read = async (on: Transaction, flightId: string, view: SeatMapView): Promise<SeatMapRow | null> => {
    const states = await readSeatStates(on, flightId, view);
    if (!states) return null;
    const { seatMapId, layoutVersion } = states;
    const layout = layouts.get(seatMapId);
    layouts.delete(seatMapId);
    const current = layout?.version === layoutVersion ? layout : await readSeatLayout(on, seatMapId);
    if (current) keep(layouts, { key: seatMapId, value: current, most: keptLayouts });
    // A seat of the layout was changed between the two readings: its states are those of another layout.
    if (current?.version !== layoutVersion) return read(on, flightId, view);
    return view.userId === null && view.brand === null
      ? composeOnce(maps, flightId, { states, layout: current })
      : compose(states, current);
  };
  const together = shareReads((flightId) => read(db, flightId, { userId: null, brand: null }));
  return { read, readTogether: together };
}

function keep<Value>(kept: Map<string, Value>, { key, value, most }: { key: string; value: Value; most: number }): void {
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size > most) kept.delete(oldest);
}

/** The same map again while nothing has changed, so that what is made of it need not be made again. */
function composeOnce(
  maps: Map<string, Composed>,
  flightId: string,
  { states, layout }: { states: SeatStates; layout: SeatLayout },
): SeatMapRow {
  const [known, said] = [maps.get(flightId), JSON.stringify(states)];
  const map = known?.layout === layout && known.states === said ? known.map : compose(states, layout);
  maps.delete(flightId);
  keep(maps, { key: flightId, value: { states: said, layout, map }, most: keptMaps });
  return map;
}

function compose({ aircraftName, brandExists, fees, taken }: SeatStates, layout: SeatLayout): SeatMapRow {
  const claims = new Map<string, Pick<SeatRow, "state" | "heldUntil">>();
  for (const state of ["held", "yours", "sold", "blocked"] as const) {
    const { seats = [], until = null } = taken?.[state] ?? {};
    for (const [index, seat] of seats.entries()) claims.set(seat, { state, heldUntil: finite(until?.[index]) });
  }
  const seats = layout.seats.map((seat): SeatRow => {
    const { state, heldUntil } = claims.get(seat.seat) ?? free;
    return { ...seat, state, heldUntil, price: priceOf(seat, fees?.[seat.cabin]) };
  });
  return { aircraftName, brandExists, seats };
}

const free = { state: "free", heldUntil: null } as const;

function finite(until: string | undefined): string | null {
  return until === undefined || until === "infinity" ? null : until;
}

function priceOf({ extraLegroom, exitRow }: LayoutSeat, fees: CabinFees | undefined): SeatRow["price"] {
  const amount = (extraLegroom || exitRow ? fees?.legroom : fees?.seat) ?? 0;
  return fees && amount > 0 ? { amount, currency: fees.currency } : null;
}
