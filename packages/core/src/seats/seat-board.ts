import type { SeatState } from "@skyhold/db";

/** A seat on a board, with the version of the board at which it last changed. */
interface SeatOnBoard extends SeatState {
  /** For everyone. */
  readonly changed: number;
  /** For its owner, who also sees the deadline move. */
  readonly changedForOwner: number;
}

/** The seats of a flight as this process last read them. One board serves all who watch the flight. */
export interface SeatBoard {
  /** Another board, also another process's of the same flight, has another one: its versions cannot be compared with these. */
  readonly epoch: string;
  /** Grows by one with each reading that differs from the last. */
  readonly version: number;
  readonly seats: ReadonlyMap<string, SeatOnBoard>;
}

/** How far a client has followed a board. */
export interface Position {
  readonly epoch: string;
  readonly version: number;
}

/** What a viewer sees of a seat. */
export interface SeenSeat {
  readonly seat: string;
  readonly state: "free" | "held" | "yours" | "sold" | "blocked";
  readonly heldUntil: string | null;
}

/** What a viewer has to be told: every seat, or those that changed. */
export interface News {
  readonly type: "snapshot" | "changes";
  readonly seats: readonly SeenSeat[];
}

/** The first board of a flight. */
export function createBoard(epoch: string, seats: readonly SeatState[]): SeatBoard {
  const version = 1;
  const entries = seats.map((seat) => [seat.seat, { ...seat, changed: version, changedForOwner: version }] as const);
  return { epoch, version, seats: new Map(entries) };
}

/** The board after a reading: the same one when nothing has changed; null when it has other seats, as after a change of aircraft. */
export function updateBoard(board: SeatBoard, read: readonly SeatState[]): SeatBoard | null {
  const version = board.version + 1;
  const changed: SeatOnBoard[] = [];
  for (const seat of read) {
    const before = board.seats.get(seat.seat);
    if (!before) return null;
    const same = before.state === seat.state && before.userId === seat.userId;
    if (!same) changed.push({ ...seat, changed: version, changedForOwner: version });
    else if (before.heldUntil !== seat.heldUntil) changed.push({ ...seat, changed: before.changed, changedForOwner: version });
  }
  if (read.length !== board.seats.size) return null;
  if (changed.length === 0) return board;
  const seats = new Map(board.seats);
  for (const seat of changed) seats.set(seat.seat, seat);
  return { epoch: board.epoch, version, seats };
}

/** What this viewer has to be told who followed up to this position, or to none; null when nothing. */
export function newsFor(board: SeatBoard, viewer: string | null, since: Position | null): News | null {
  if (since?.epoch !== board.epoch || since.version > board.version)
    return { type: "snapshot", seats: Array.from(board.seats.values(), (seat) => seenBy(seat, viewer)) };
  const seats: SeenSeat[] = [];
  if (since.version < board.version)
    for (const seat of board.seats.values()) if (changedFor(seat, viewer) > since.version) seats.push(seenBy(seat, viewer));
  return seats.length === 0 ? null : { type: "changes", seats };
}

function isOwn(seat: SeatOnBoard, viewer: string | null): boolean {
  return viewer !== null && seat.userId === viewer;
}

function changedFor(seat: SeatOnBoard, viewer: string | null): number {
  return isOwn(seat, viewer) ? seat.changedForOwner : seat.changed;
}

function seenBy(seat: SeatOnBoard, viewer: string | null): SeenSeat {
  const own = isOwn(seat, viewer);
  return { seat: seat.seat, state: own ? "yours" : seat.state, heldUntil: own ? seat.heldUntil : null };
}
