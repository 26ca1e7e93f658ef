import { setTimeout as sleep } from "node:timers/promises";

import type { SeatsToHold } from "@skyhold/db";
import type { Client } from "pg";

import type { Api } from "../api.ts";
import { headersOf, toCall } from "../holds/material.ts";
import { stripeKeys } from "./surroundings.ts";

/** What a traveller needs to book. */
export interface Counter {
  readonly api: Api;
  readonly stripeUrl: string;
  readonly offers: ReadonlyMap<string, string>;
  /** Resolves once the booking is confirmed. */
  readonly untilConfirmed: (bookingId: string) => Promise<void>;
}

/** Nobody waits longer for a confirmation. */
const patienceMs = 30_000;
const lookEveryMs = 5;

/** One traveller's whole way: seats held, passengers named, payment started and made, confirmed, and read once more. Answers the booking's id. */
export async function book({ api, stripeUrl, offers, untilConfirmed }: Counter, hold: SeatsToHold): Promise<string> {
  const headers = headersOf(hold.userId);
  const post = async (procedure: string, input: object) =>
    answerOf(api.call({ method: "POST", path: `/trpc/${procedure}`, headers, body: JSON.stringify({ json: input }) }, "body"));
  const bookingId = find(/"id":"(bkg_[^"]+)"/u, await answerOf(api.call(toCall(hold, offers), "body")));
  const passengers = hold.passengers.map(() => ({ givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" }));
  await post("bookings.setPassengers", { bookingId, passengers });
  const clientSecret = find(/"clientSecret":"([^"]+)"/u, await post("payments.start", { bookingId }));
  await pay(stripeUrl, clientSecret);
  await untilConfirmed(bookingId);
  const input = encodeURIComponent(JSON.stringify({ json: { bookingId } }));
  const booking = await answerOf(api.call({ method: "GET", path: `/trpc/bookings.get?input=${input}`, headers }, "body"));
  find(/"state":"(confirmed)"/u, booking);
  return bookingId;
}

/** As the payment form does it in a browser, with a test card. */
async function pay(stripeUrl: string, clientSecret: string): Promise<void> {
  const [intentId = ""] = clientSecret.split("_secret");
  const answer = await fetch(`${stripeUrl}/v1/payment_intents/${intentId}/confirm`, {
    method: "POST",
    headers: { authorization: `Bearer ${stripeKeys.publishable}` },
    body: new URLSearchParams({ client_secret: clientSecret, payment_method: "pm_card_visa" }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}: ${text.slice(0, 500)}`);
}

async function answerOf(call: Promise<{ status: number; body: string }>): Promise<string> {
  const { status, body } = await call;
  if (status !== 200) throw new Error(`The API answered ${status}: ${body.slice(0, 500)}`);
  return body;
}

function find(pattern: RegExp, body: string): string {
  const [, found] = pattern.exec(body) ?? [];
  if (found === undefined) throw new Error(`The API answered without ${pattern.source}: ${body.slice(0, 500)}`);
  return found;
}

/** Looks for all who wait in one query, so that waiting costs the product next to nothing. */
export function watchConfirmations(admin: Client): Counter["untilConfirmed"] {
  const waiting = new Map<string, { readonly since: number; readonly end: (error?: Error) => void }>();
  let looking = false;
  const look = async () => {
    const { rows } = await admin.query<{ id: string }>("SELECT id FROM booking WHERE id = ANY ($1) AND state = 'confirmed'", [
      [...waiting.keys()],
    ]);
    for (const { id } of rows) waiting.get(id)?.end();
    for (const { since, end } of waiting.values())
      if (performance.now() - since > patienceMs) end(new Error("A booking was not confirmed within 30 seconds"));
  };
  const keepLooking = async () => {
    looking = true;
    while (waiting.size > 0) {
      await look().catch((error: unknown) => {
        for (const { end } of waiting.values()) end(new Error("Cannot look for confirmations", { cause: error }));
      });
      await sleep(lookEveryMs);
    }
    looking = false;
  };
  return (bookingId) =>
    new Promise((resolve, reject) => {
      const end = (error?: Error) => {
        waiting.delete(bookingId);
        if (error) reject(error);
        else resolve();
      };
      waiting.set(bookingId, { since: performance.now(), end });
      if (!looking) void keepLooking();
    });
}

/** Resolves once no mail waits to be sent and no job to be done. */
export async function untilQuiet(admin: Client): Promise<void> {
  for (;;) {
    const { rows } = await admin.query<{ busy: boolean }>(
      `SELECT EXISTS (SELECT FROM notification WHERE state = 'pending')
           OR EXISTS (SELECT FROM pgboss.job WHERE name IN ('payment.capture', 'notification.send') AND state < 'completed') AS busy`,
    );
    if (rows[0]?.busy !== true) return;
    await sleep(20);
  }
}
