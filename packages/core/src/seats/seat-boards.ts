import { readFlightSeats } from "@skyhold/db";
import type { ChangeHandlers, ChangeListener, Database, FlightSeats } from "@skyhold/db";

import { DomainError, notFound } from "../errors.ts";
import { createBoard, updateBoard } from "./seat-board.ts";
import type { SeatBoard } from "./seat-board.ts";

/** Keeps the seats of watched flights up to date, one board a flight however many watch it. */
export interface SeatBoards {
  /**
   * The flight's board: at once, and again whenever it has changed since it was last taken. Who takes slowly skips what is
   * outdated meanwhile, so nothing queues up. Ends with the signal, or when the boards are closed.
   */
  follow(flightId: string, signal: AbortSignal): AsyncGenerator<SeatBoard, void, undefined>;
  /** How many follow a board at this moment. */
  followers(): number;
  /** Ends all who follow, and stops listening. */
  close(): Promise<void>;
}

/** What the boards are built from. */
export interface SeatBoardsOptions {
  readonly db: Database;
  readonly listen: (handlers: ChangeHandlers) => ChangeListener;
  /** A name that no other board of any process has. */
  readonly newEpoch: () => string;
  readonly onError: (error: unknown) => void;
  /** So many may follow at a time, at about 90 kB each with their connections; 10,000 when left out. */
  readonly maxFollowers?: number;
}

interface Entry {
  readonly flightId: string;
  /** Null until it is read for the first time. */
  board: SeatBoard | null;
  followers: number;
  /** Wakes those who wait for a change. */
  readonly waiting: Set<() => void>;
  /** What a newcomer waits for: a reading that began after it came. */
  reading: PromiseWithResolvers<void> | null;
  timer: ReturnType<typeof setTimeout> | undefined;
}

interface State {
  readonly options: SeatBoardsOptions;
  /** The flights that are followed. */
  readonly followed: Map<string, Entry>;
  /** The last that were, oldest first: who comes back to one need not be told all again. */
  readonly left: Map<string, Entry>;
  /** Flights to be read again. */
  readonly due: Set<string>;
  followers: number;
  reading: boolean;
  closed: boolean;
  listener: ChangeListener | null;
}

const keptBoards = 100;
const wokenAtOnce = 20;
const flightsPerReading = 50;
/** Between two readings: at most 50 a second go to the database, whatever happens. */
const readingPauseMs = 20;
const retryPauseMs = 500;
/** A followed flight is read so often at least, should a notice have been lost. */
const longestRestMs = 10_000;

/** Builds the boards of a process. It listens from the first follower on. */
export function createSeatBoards(options: SeatBoardsOptions): SeatBoards {
  const state: State = {
    options,
    followed: new Map(),
    left: new Map(),
    due: new Set(),
    followers: 0,
    reading: false,
    closed: false,
    listener: null,
  };
  return {
    follow: (flightId, signal) => follow(state, flightId, signal),
    followers: () => state.followers,
    close: async () => {
      state.closed = true;
      for (const entry of state.followed.values()) clearTimeout(entry.timer);
      await Promise.all(Array.from(state.followed.values(), wake));
      await state.listener?.close();
    },
  };
}

async function* follow(state: State, flightId: string, signal: AbortSignal): AsyncGenerator<SeatBoard, void, undefined> {
  const entry = join(state, flightId);
  try {
    await readAfresh(state, entry);
    let taken: SeatBoard | null = null;
    while (!signal.aborted && !state.closed) {
      if (entry.board === null || entry.board === taken) await nextChange(entry, signal);
      else {
        taken = entry.board;
        yield taken;
      }
    }
  } finally {
    leave(state, entry);
  }
}

function join(state: State, flightId: string): Entry {
  const { maxFollowers = 10_000, listen } = state.options;
  if (state.closed || state.followers >= maxFollowers)
    throw overloaded("Too many seat maps are watched here at once; try again in a moment");
  state.listener ??= listen({
    onChange: (changed) => refresh(state, changed),
    onListening: () => {
      for (const watched of state.followed.keys()) refresh(state, watched);
    },
  });
  const entry = state.followed.get(flightId) ?? state.left.get(flightId) ?? newEntry(flightId);
  state.left.delete(flightId);
  state.followed.set(flightId, entry);
  entry.followers += 1;
  state.followers += 1;
  return entry;
}

function newEntry(flightId: string): Entry {
  return { flightId, board: null, followers: 0, waiting: new Set(), reading: null, timer: undefined };
}

function overloaded(message: string): DomainError {
  return new DomainError("OVERLOADED", message, { retryAfterSeconds: 2 });
}

function leave(state: State, entry: Entry): void {
  entry.followers -= 1;
  state.followers -= 1;
  if (entry.followers > 0) return;
  clearTimeout(entry.timer);
  state.followed.delete(entry.flightId);
  if (entry.board !== null) state.left.set(entry.flightId, entry);
  const [oldest] = state.left.keys();
  if (oldest !== undefined && state.left.size > keptBoards) state.left.delete(oldest);
}

/** Waits for a change, or for the end. */
function nextChange(entry: Entry, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wakeUp = () => {
      entry.waiting.delete(wakeUp);
      signal.removeEventListener("abort", wakeUp);
      resolve();
    };
    entry.waiting.add(wakeUp);
    signal.addEventListener("abort", wakeUp);
  });
}

/** A few at a time: telling thousands takes a while, in which others must have their turn. */
async function wake(entry: Entry): Promise<void> {
  const sleepers = [...entry.waiting];
  for (let first = 0; first < sleepers.length; first += wokenAtOnce) {
    for (const wakeUp of sleepers.slice(first, first + wokenAtOnce)) wakeUp();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Waits for a reading that begins now or later. */
function readAfresh(state: State, entry: Entry): Promise<void> {
  const { promise } = (entry.reading ??= Promise.withResolvers());
  refresh(state, entry.flightId);
  return promise;
}

/** Has a flight read again, if anyone follows it. */
function refresh(state: State, flightId: string): void {
  if (state.closed || !state.followed.has(flightId)) return;
  state.due.add(flightId);
  if (!state.reading) void readAllDue(state);
}

async function readAllDue(state: State): Promise<void> {
  state.reading = true;
  while (state.due.size > 0) {
    const flights = [...state.due].slice(0, flightsPerReading);
    for (const flight of flights) state.due.delete(flight);
    const entries = flights.flatMap((flight) => state.followed.get(flight) ?? []);
    const pauseMs = await read(state, entries);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  state.reading = false;
}

/** Reads these flights once, and answers how long to rest. */
async function read(state: State, entries: readonly Entry[]): Promise<number> {
  const readings = entries.map((entry) => ({ entry, newcomers: entry.reading }));
  for (const entry of entries) entry.reading = null;
  try {
    const flights = await readFlightSeats(
      state.options.db,
      entries.map((entry) => entry.flightId),
    );
    for (const { entry, newcomers } of readings) {
      const seats = flights.find((flight) => flight.flightId === entry.flightId);
      if (seats) show(state, entry, seats);
      if (seats) newcomers?.resolve();
      else newcomers?.reject(notFound("flight"));
    }
    return readingPauseMs;
  } catch (error) {
    state.options.onError(error);
    for (const { entry, newcomers } of readings) {
      newcomers?.reject(overloaded("The seats cannot be read at this moment; try again in a moment"));
      if (entry.followers > 0 && !state.closed) state.due.add(entry.flightId);
    }
    return retryPauseMs;
  }
}

function show(state: State, entry: Entry, { seats, msToNextEnd }: FlightSeats): void {
  const before = entry.board;
  entry.board = (before && updateBoard(before, seats)) ?? createBoard(state.options.newEpoch(), seats);
  clearTimeout(entry.timer);
  if (entry.followers > 0 && !state.closed) {
    const restMs = Math.max(1, Math.min(msToNextEnd ?? longestRestMs, longestRestMs));
    entry.timer = setTimeout(() => refresh(state, entry.flightId), restMs);
  }
  if (entry.board !== before) void wake(entry);
}
