import { isOverload } from "@skyhold/db";

import type { Booking } from "../../bookings/booking.ts";
import type { Context, Staff, User } from "../../context.ts";
import { isDomainError } from "../../errors.ts";
import type { BookingId, FlightId } from "../../ids.ts";
import type { IntentSnapshot } from "../../payments/payment-provider.ts";
import type { TestCore } from "../../testing/index.ts";
import type { Call } from "./history.ts";

/** A booking as the clients of its owner remember it. */
export interface Known {
  readonly id: BookingId;
  readonly key: string;
  readonly input: { readonly offer: string; readonly seats?: string[][] };
  readonly size: number;
  /** By the last answer that named them. */
  seats: readonly string[];
}

/** One round: a flight, those who want its seats, and what they have been told so far. */
export interface World {
  readonly core: TestCore;
  readonly flightId: FlightId;
  readonly clerk: Context<Staff>;
  /** Offers for one, two and three adults. */
  readonly offers: readonly string[];
  /** The bookings of each traveller, whose two clients act on them at the same time. */
  readonly bookings: Map<Context<User>, Known[]>;
  readonly intents: { readonly intentId: string; readonly booking: Known }[];
  /** What the payment provider has said, or will say late, twice, and in any order. */
  readonly messages: { readonly eventId: string; readonly snapshot: IntentSnapshot; readonly booking: Known }[];
  readonly calls: Call[];
  moment: number;
}

type Told = Partial<Pick<Call, "outcome" | "holder" | "seats" | "until" | "key" | "answer">>;

/** Makes a call, and writes down when it was made, when it was answered and what its client was told. */
export async function record(world: World, about: Pick<Call, "action"> & Told, work: () => Promise<Told>): Promise<void> {
  const made = (world.moment += 1);
  const told = await work().catch(refusalOf);
  const answered = (world.moment += 1);
  const clock = await trueClock(world.core);
  const silent = { outcome: "ok", holder: null, seats: [], until: null, key: null, answer: null };
  world.calls.push({ ...silent, ...about, ...told, made, answered, clock });
}

function refusalOf(error: unknown): Told {
  if (isDomainError(error)) return { outcome: error.code };
  // A machine under load may give no lock in time: the edge answers so, and nothing was changed.
  if (isOverload(error)) return { outcome: "OVERLOADED" };
  return { outcome: `fault ${inWords(error)}` };
}

/** What went wrong before where: its length must not depend on the folder that this runs in. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? `${String(error.code)} ` : "";
  return `${code}${error.message}\n${error.stack ?? ""}`;
}

/** Milliseconds by the clock that no control of this run tampers with. */
export async function trueClock({ app }: TestCore): Promise<number> {
  const { rows } = await app.db.pool.query<{ now: number }>("SELECT (extract(epoch FROM skyhold_clock()) * 1000)::float8 AS now");
  return rows[0]?.now ?? 0;
}

/** What an answer promises: until when, and nothing once the booking is over. */
export function promiseOf(booking: Booking): number | null {
  if (booking.state === "confirmed") return Infinity;
  return booking.expiresAt?.getTime() ?? null;
}

/** One of the newest: most is going on there. */
export function newest<Thing>(things: readonly Thing[], at: number): Thing | undefined {
  return things.at(-1 - (at % Math.max(1, things.length)));
}
