import type { Action, Call, Facts, Violation } from "./history.ts";

/** What each call may be answered, beside OVERLOADED, which changes nothing. Anything else, a deadlock above all, is out of place. */
const answers: Readonly<Record<Action, readonly string[]>> = {
  hold: ["ok", "SEAT_TAKEN", "CABIN_FULL", "HOLD_LIMIT"],
  replay: ["ok"],
  reuse: ["IDEMPOTENCY_MISMATCH"],
  extend: ["ok", "HOLD_EXPIRED", "BOOKING_STATE"],
  change: ["ok", "SEAT_TAKEN", "BOOKING_STATE", "PAYMENT_PENDING"],
  release: ["ok", "BOOKING_STATE", "PAYMENT_PENDING"],
  pay: ["ok", "HOLD_EXPIRED", "BOOKING_STATE", "PAYMENT_PENDING"],
  news: ["confirmed", "capturing", "refunding", "withdrawing", "noted", "already", "duplicate"],
  block: ["ok", "SEAT_TAKEN"],
  unblock: ["ok"],
  sweep: ["ok"],
  job: ["ok"],
  jump: ["ok"],
};

/** Judges a run by what its clients were told and by what the database holds afterwards. Nothing found: an empty list. */
export function checkHistory(calls: readonly Call[], facts: Facts): Violation[] {
  return [
    ...outOfPlace(calls),
    ...soldTwice(calls),
    ...facts.overlaps.map(({ seat, holders }) => violation("sold twice", `the claims of ${holders.join(" and ")} on ${seat} overlap`)),
    ...holdsLost(calls, facts),
    ...replaysThatDiffer(calls),
    ...claimsOfNobody(calls, facts),
  ];
}

const violation = (kind: Violation["kind"], sentence: string): Violation => ({ kind, sentence });

function outOfPlace(calls: readonly Call[]): Violation[] {
  return calls
    .filter(({ action, outcome }) => outcome !== "OVERLOADED" && !answers[action].includes(outcome))
    .map(({ action, outcome, holder }) => violation("out of place", `${action} of ${holder ?? "nobody"} was answered ${outcome}`));
}

/** A call that was told that these seats are its holder's. */
const gives = ({ action, outcome }: Call): boolean =>
  action === "news"
    ? outcome === "confirmed" || outcome === "capturing"
    : outcome === "ok" && (action === "hold" || action === "change" || action === "block");

/** A call that may have taken this seat from its own holder: given back, moved away, put on sale, or its payment came to nothing. */
function mayEnd(call: Call, seat: string): boolean {
  if (call.action === "news") return ["refunding", "withdrawing", "noted"].includes(call.outcome);
  if (call.action === "change") return call.outcome === "ok" && !call.seats.includes(seat);
  return call.action === "job" || (call.outcome === "ok" && (call.action === "release" || call.action === "unblock"));
}

/** Every two calls that gave one seat to two holders: in some order that their clients could have seen, the first one had let go. */
function soldTwice(calls: readonly Call[]): Violation[] {
  const byHolder = Map.groupBy(calls, ({ holder }) => holder);
  const follows = (first: Call, second: Call, seat: string) => {
    const own = byHolder.get(first.holder) ?? [];
    if (own.some((call) => mayEnd(call, seat) && call.made < second.answered && call.answered > first.made)) return true;
    const promises = own.filter((call) => call === first || call.answered < second.made).map(({ until }) => until ?? 0);
    return Math.max(...promises) <= second.clock;
  };
  const bySeat = Map.groupBy(
    calls.filter(gives).flatMap((call) => call.seats.map((seat) => ({ call, seat }))),
    ({ seat }) => seat,
  );
  return [...bySeat].flatMap(([seat, given]) =>
    given.flatMap(({ call: a }, index) =>
      given.slice(index + 1).flatMap(({ call: b }) => {
        if (a.holder === b.holder) return [];
        const aFirst = a.made < b.answered && follows(a, b, seat);
        const bFirst = b.made < a.answered && follows(b, a, seat);
        return aFirst || bFirst ? [] : [violation("sold twice", `${seat} was given to ${a.holder} and to ${b.holder}`)];
      }),
    ),
  );
}

/** A hold that was acknowledged is there, as it was last promised; nothing that was told of a booking has been forgotten. */
function holdsLost(calls: readonly Call[], facts: Facts): Violation[] {
  const stored = new Map(facts.bookings.map((booking) => [booking.id, booking]));
  const acknowledged = Map.groupBy(calls, ({ holder }) => holder);
  return [...acknowledged].flatMap(([holder, own]) => {
    if (holder === null || !own.some(({ action, outcome }) => action === "hold" && outcome === "ok")) return [];
    const booking = stored.get(holder);
    if (!booking) return [violation("hold lost", `${holder} was acknowledged and is not in the database`)];
    return contradictions(booking, own, facts.clock).map((sentence) => violation("hold lost", `${holder} ${sentence}`));
  });
}

function contradictions(booking: Facts["bookings"][number], own: readonly Call[], clock: number): string[] {
  const told = (action: Action, outcome: string) => own.some((call) => call.action === action && call.outcome === outcome);
  if (told("release", "ok") && booking.state !== "released") return [`was released, and is ${booking.state}`];
  if (told("news", "confirmed") && booking.state !== "confirmed") return [`was confirmed, and is ${booking.state}`];
  const ended = own.some((call) => call.action !== "change" && mayEnd(call, ""));
  const promised = Math.max(...own.map(({ until }) => until ?? 0));
  if (booking.state !== "confirmed" && (ended || promised <= clock)) return [];
  if (["expired", "released", "cancelled"].includes(booking.state)) return [`is ${booking.state} before its time`];
  const places = own.filter(gives);
  const latest = places.filter((call) => !places.some((later) => later.made > call.answered)).map(({ seats }) => seatList(seats));
  const seats = seatList(booking.seats);
  return latest.includes(seats) ? [] : [`was last given ${latest.join(" or ")}, and has ${seats}`];
}

const seatList = (seats: readonly string[]) => seats.toSorted().join("+");

/** Whoever repeats a call with its key is told the same, word for word. */
function replaysThatDiffer(calls: readonly Call[]): Violation[] {
  const byKey = Map.groupBy(
    calls.filter(({ key, answer }) => key !== null && answer !== null),
    ({ key }) => key,
  );
  return [...byKey].flatMap(([key, same]) => {
    const different = new Set(same.map(({ answer }) => answer));
    return different.size > 1 ? [violation("replay differs", `${key} was answered ${[...different].join(" and ")}`)] : [];
  });
}

/** A seat that is taken, and nobody was ever told that it is theirs. */
function claimsOfNobody(calls: readonly Call[], facts: Facts): Violation[] {
  const holders = new Set(calls.filter(gives).flatMap(({ holder, seats }) => seats.map((seat) => `${holder} ${seat}`)));
  return facts.claims
    .filter(({ holder, seat }) => !holders.has(`${holder} ${seat}`))
    .map(({ holder, seat }) => violation("claim of nobody", `${seat} is claimed for ${holder}, who was never given it`));
}
