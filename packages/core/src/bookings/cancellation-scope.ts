import { z } from "zod";

import { DomainError, invalidInput } from "../errors.ts";
import { SegmentIndex } from "./segment-index.ts";
import { hasLeft, isCancelled } from "./read-cancellable.ts";
import type { CancellableBooking } from "./read-cancellable.ts";

/** What of a booking is to be cancelled: these passengers on these segments, by index. */
export const CancellationScope = {
  passengers: z
    .array(z.int().min(0).max(8))
    .min(1)
    .max(9)
    .optional()
    .describe("Indexes of the passengers who no longer travel; everyone when left out"),
  segments: z
    .array(SegmentIndex)
    .min(1)
    .max(24)
    .optional()
    .describe("Indexes of the segments that they no longer fly; all that have not left when left out"),
};

/** Which passengers, on which segments. */
export interface Scope {
  readonly passengers?: readonly number[] | undefined;
  readonly segments?: readonly number[] | undefined;
}

/** A passenger on a segment, both by index. */
export interface Item {
  readonly passenger: number;
  readonly segment: number;
}

/**
 * Who is to be taken off which segment. Refuses what has left, what leaves a child or an infant without the adult it travels
 * with, and a scope of which nothing is left.
 */
export function itemsToCancel(cancellable: CancellableBooking, scope: Scope): Item[] {
  const { passengers, segments } = cancellable.booking;
  checkIndexes("passengers", scope.passengers, passengers.length);
  checkIndexes("segments", scope.segments, segments.length);
  const chosen = scope.segments ?? segments.map((_, index) => index).filter((segment) => !hasLeft(cancellable, segment));
  for (const segment of chosen) {
    if (hasLeft(cancellable, segment))
      throw new DomainError("FLIGHT_CLOSED", "This flight has left: it can no longer be cancelled", {
        flightId: segments[segment]?.flightId ?? "",
      });
  }
  const who = scope.passengers ?? passengers.map((_, index) => index);
  const items = [...new Set(chosen)]
    .toSorted((a, b) => a - b)
    .flatMap((segment) => [...new Set(who)].toSorted((a, b) => a - b).map((passenger) => ({ passenger, segment })))
    .filter(({ passenger, segment }) => !isCancelled(cancellable, passenger, segment));
  refuseHelplessParty(cancellable, items);
  return items;
}

function checkIndexes(field: "passengers" | "segments", indexes: readonly number[] | undefined, count: number): void {
  const place = indexes?.findIndex((index) => index >= count) ?? -1;
  if (place >= 0) throw invalidInput(`${field}[${place}]`, `The booking has ${count}, counted from 0`);
}

/** Whoever still travels must be able to: an infant with the adult whose lap it is on (the first infant with the first adult), a child with some adult. */
function refuseHelplessParty(cancellable: CancellableBooking, items: readonly Item[]): void {
  const { passengers, segments } = cancellable.booking;
  const typed = passengers.map(({ type }, passenger) => ({ type, passenger }));
  const [adults, infants] = [typed.filter(({ type }) => type === "ADT"), typed.filter(({ type }) => type === "INF")];
  for (const segment of segments.keys()) {
    const leaves = (passenger: number) =>
      isCancelled(cancellable, passenger, segment) || items.some((item) => item.passenger === passenger && item.segment === segment);
    const alone = infants.find(({ passenger }, index) => !leaves(passenger) && leaves(adults[index]?.passenger ?? -1));
    if (alone)
      throw invalidInput(
        "passengers",
        `Passenger ${alone.passenger} is an infant on the lap of an adult who would not travel: cancel both`,
      );
    const rest = typed.filter(({ passenger }) => !leaves(passenger));
    if (rest.length > 0 && !rest.some(({ type }) => type === "ADT"))
      throw invalidInput("passengers", `No adult would travel with passenger ${rest[0]?.passenger}: cancel them too, or keep an adult`);
  }
}
