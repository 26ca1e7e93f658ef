import { expect, test } from "vitest";

import { checkHistory } from "./check-history.ts";
import type { Action, Call, Facts } from "./history.ts";

const minute = 60_000;

/** A call of the history: made and answered at these moments, at this minute by the database's clock. */
function call([made, answered]: readonly [number, number], action: Action, told: Partial<Call> = {}): Call {
  return { outcome: "ok", holder: null, seats: [], until: null, key: null, answer: null, clock: 0, action, made, answered, ...told };
}

const holdOf = (moments: readonly [number, number], holder: string, told: Partial<Call> = {}) =>
  call(moments, "hold", { holder, seats: ["1A"], until: 15 * minute, key: `key of ${holder}`, answer: holder, ...told });
const facts = (told: Partial<Facts> = {}): Facts => ({ clock: 0, bookings: [], claims: [], overlaps: [], ...told });
const held = (id: string, seats = ["1A"]) => ({ id, state: "held", seats });
const stored = (...bookings: Facts["bookings"]) => facts({ bookings });

test.each<[what: string, calls: readonly Call[], facts: Facts]>([
  ["a hold that stands", [holdOf([1, 2], "a")], stored(held("a"))],
  [
    "a seat taken after its hold was released",
    [holdOf([1, 2], "a"), call([3, 4], "release", { holder: "a" }), holdOf([5, 6], "b")],
    stored({ id: "a", state: "released", seats: [] }, held("b")),
  ],
  [
    "a seat taken while its release was on its way",
    [holdOf([1, 2], "a"), call([3, 9], "release", { holder: "a" }), holdOf([5, 6], "b")],
    stored({ id: "a", state: "released", seats: [] }, held("b")),
  ],
  [
    "a seat taken after its hold ran out",
    [holdOf([1, 2], "a"), holdOf([3, 4], "b", { clock: 16 * minute, until: 31 * minute })],
    facts({ clock: 16 * minute, bookings: [held("a", []), held("b")] }),
  ],
  [
    "a seat taken after its holder moved away",
    [holdOf([1, 2], "a"), call([3, 4], "change", { holder: "a", seats: ["1B"], until: 15 * minute }), holdOf([5, 6], "b")],
    stored(held("a", ["1B"]), held("b")),
  ],
  [
    "two changes at once, of which either may have been the last",
    [holdOf([1, 2], "a"), call([3, 6], "change", { holder: "a", seats: ["1B"] }), call([4, 5], "change", { holder: "a", seats: ["1C"] })],
    stored(held("a", ["1B"])),
  ],
  [
    "a hold that ran out is paid late, and its seat is free",
    [
      holdOf([1, 2], "a"),
      call([3, 4], "news", { holder: "a", outcome: "confirmed", seats: ["1A"], until: Infinity, clock: 40 * minute }),
      call([5, 6], "hold", { outcome: "SEAT_TAKEN" }),
    ],
    facts({ clock: 40 * minute, bookings: [{ id: "a", state: "confirmed", seats: ["1A"] }] }),
  ],
  [
    "a blocked seat that is sold once it is put on sale",
    [
      call([1, 2], "block", { holder: "staff", seats: ["1A"], until: Infinity }),
      call([3, 4], "unblock", { holder: "staff", seats: ["1A"] }),
      holdOf([5, 6], "a"),
    ],
    facts({ bookings: [held("a")], claims: [{ seat: "1A", holder: "a" }] }),
  ],
])("nothing is wrong with %s", (_what, calls, found) => {
  expect(checkHistory(calls, found)).toEqual([]);
});

test.each<[kind: string, what: string, calls: readonly Call[], facts: Facts]>([
  ["sold twice", "a seat held for two, one after the other", [holdOf([1, 2], "a"), holdOf([3, 4], "b")], stored(held("a"), held("b"))],
  ["sold twice", "a seat held for two at once", [holdOf([1, 4], "a"), holdOf([2, 3], "b")], stored(held("a"), held("b"))],
  [
    "sold twice",
    "a seat whose hold had run out, but for its extension",
    [
      holdOf([1, 2], "a"),
      call([3, 4], "extend", { holder: "a", until: 30 * minute }),
      holdOf([5, 6], "b", { clock: 16 * minute, until: 31 * minute }),
    ],
    facts({ clock: 16 * minute, bookings: [held("a"), held("b")] }),
  ],
  [
    "sold twice",
    "a seat released only after another had it",
    [holdOf([1, 2], "a"), holdOf([3, 4], "b"), call([5, 6], "release", { holder: "a" })],
    stored({ id: "a", state: "released", seats: [] }, held("b")),
  ],
  [
    "sold twice",
    "a blocked seat that is held",
    [call([1, 2], "block", { holder: "staff", seats: ["1A"], until: Infinity }), holdOf([3, 4], "a")],
    stored(held("a")),
  ],
  [
    "sold twice",
    "a paid seat that is held long after",
    [
      holdOf([1, 2], "a"),
      call([3, 4], "news", { holder: "a", outcome: "capturing", seats: ["1A"], until: Infinity }),
      holdOf([5, 6], "b", { clock: 60 * minute, until: 75 * minute }),
    ],
    facts({ clock: 60 * minute, bookings: [{ id: "a", state: "confirmed", seats: ["1A"] }, held("b")] }),
  ],
  ["sold twice", "claims that overlap by their own record", [], facts({ overlaps: [{ seat: "1A", holders: ["a", "b"] }] })],
  ["hold lost", "a hold that is not in the database", [holdOf([1, 2], "a")], facts()],
  ["hold lost", "a hold without its seat", [holdOf([1, 2], "a")], stored(held("a", []))],
  ["hold lost", "a hold that expired early", [holdOf([1, 2], "a")], stored({ id: "a", state: "expired", seats: [] })],
  [
    "hold lost",
    "a change that was forgotten",
    [holdOf([1, 2], "a"), call([3, 4], "change", { holder: "a", seats: ["1B"] })],
    stored(held("a", ["1A"])),
  ],
  ["hold lost", "a release that was forgotten", [holdOf([1, 2], "a"), call([3, 4], "release", { holder: "a" })], stored(held("a"))],
  [
    "hold lost",
    "a confirmation that was forgotten",
    [holdOf([1, 2], "a"), call([3, 4], "news", { holder: "a", outcome: "confirmed", seats: ["1A"], until: Infinity })],
    stored({ id: "a", state: "awaiting_payment", seats: ["1A"] }),
  ],
  [
    "replay differs",
    "a repeated call that made a second booking",
    [holdOf([1, 4], "a"), holdOf([2, 3], "b", { seats: ["1B"], key: "key of a" })],
    stored(held("a"), held("b", ["1B"])),
  ],
  ["out of place", "a deadlock", [call([1, 2], "hold", { outcome: "fault 40P01" })], facts()],
  ["out of place", "a replay that is refused", [call([1, 2], "replay", { outcome: "SEAT_TAKEN" })], facts()],
  ["out of place", "a key that served two requests", [call([1, 2], "reuse")], facts()],
  ["claim of nobody", "a seat taken for a booking that is not there", [], facts({ claims: [{ seat: "1A", holder: "a" }] })],
  [
    "claim of nobody",
    "a seat that its booking was never given",
    [holdOf([1, 2], "a")],
    facts({ bookings: [held("a")], claims: [{ seat: "1B", holder: "a" }] }),
  ],
])("%s: %s is found, and nothing else", (kind, _what, ...[calls, found]) => {
  expect(new Set(checkHistory(calls, found).map((violation) => violation.kind))).toEqual(new Set([kind]));
});
