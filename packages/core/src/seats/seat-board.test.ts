import type { SeatState } from "@skyhold/db";
import { expect, test } from "vitest";

import { createBoard, newsFor, updateBoard } from "./seat-board.ts";

const free = (seat: string): SeatState => ({ seat, state: "free", userId: null, heldUntil: null });
const held = (seat: string, userId: string, heldUntil = "12:00"): SeatState => ({ seat, state: "held", userId, heldUntil });
const start = createBoard("e", [free("1A"), held("1B", "ana")]);
const since = { epoch: "e", version: 1 };

test("a reading that differs in nothing is the same board, with no news", () => {
  expect(updateBoard(start, [free("1A"), held("1B", "ana")])).toBe(start);
  expect(newsFor(start, null, since)).toBeNull();
});

test("a longer hold is news to its owner alone", () => {
  const board = updateBoard(start, [free("1A"), held("1B", "ana", "12:15")]) ?? start;

  expect(newsFor(board, "ana", since)).toEqual({ type: "changes", seats: [{ seat: "1B", state: "yours", heldUntil: "12:15" }] });
  expect([newsFor(board, "jan", since), newsFor(board, null, since)]).toEqual([null, null]);
});

test("a seat that goes from one to the other between two readings is news to both", () => {
  const board = updateBoard(start, [free("1A"), held("1B", "jan")]) ?? start;

  expect(newsFor(board, "ana", since)?.seats).toEqual([{ seat: "1B", state: "held", heldUntil: null }]);
  expect(newsFor(board, "jan", since)?.seats).toEqual([{ seat: "1B", state: "yours", heldUntil: "12:00" }]);
});

test("news since any version is what changed after it, however much happened between", () => {
  const second = updateBoard(start, [held("1A", "jan"), held("1B", "ana")]) ?? start;
  const third = updateBoard(second, [held("1A", "jan"), free("1B")]) ?? start;

  expect(newsFor(third, null, since)?.seats.map(({ seat, state }) => `${seat} ${state}`)).toEqual(["1A held", "1B free"]);
  expect(newsFor(third, null, { epoch: "e", version: 2 })?.seats.map(({ seat }) => seat)).toEqual(["1B"]);
  expect(newsFor(third, null, { epoch: "other", version: 2 })?.type).toBe("snapshot");
});

test("an aircraft with other seats needs another board", () => {
  expect([updateBoard(start, [free("1A")]), updateBoard(start, [free("1A"), free("1C")])]).toEqual([null, null]);
});
