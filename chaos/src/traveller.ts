import { createClient } from "@skyhold/sdk";
import type { Booking, Skyhold } from "@skyhold/sdk";

import type { Pen } from "./ledger.ts";
import type { Random } from "./random.ts";

/** A day on which a route is flown. */
export interface Route {
  readonly origin: string;
  readonly destination: string;
  readonly departureDate: string;
}

/** What a traveller goes about with. */
export interface Trip {
  readonly url: string;
  readonly token: string;
  readonly stripe: { readonly url: string; readonly publishableKey: string };
  /** Everybody's list. Travellers meet on the first few; what is sold out is taken off it. */
  readonly routes: Route[];
  readonly ledger: Pen;
  readonly random: Random;
  /** From then on nothing new is begun. */
  readonly end: AbortSignal;
}

/** On so many routes travellers are at a time: few, so that they want the same seats. */
const routesAtOnce = 4;

/** Nobody waits longer than this for the news of a payment. */
const patienceMs = 15_000;

/** Books one trip after the other, each as far as chance will have it, until it is time to stop. */
export async function travel(trip: Trip): Promise<void> {
  const skyhold = createClient({ url: trip.url, token: trip.token, timeoutMs: 12_000, retry: { attempts: 5, baseDelayMs: 100 } });
  while (!trip.end.aborted) {
    const held = await holdSeat(skyhold, trip);
    if (held) await goOn(skyhold, trip, held);
  }
}

async function holdSeat(skyhold: Skyhold, { ledger, random, routes }: Trip): Promise<Booking | null> {
  const [here, ...elsewhere] = routes.slice(0, routesAtOnce);
  if (!here) throw new Error("Every flight is sold out");
  const route = random.pick([here, ...elsewhere]);
  const found = await ledger.ask(() => skyhold.flights.search({ ...route, maxStops: 0 }));
  const [first, ...others] = found?.offers ?? [];
  const offer = first && random.pick([first, ...others]);
  const soldOut = () => void (routes.includes(route) && routes.splice(routes.indexOf(route), 1));
  if (found && !offer) soldOut();
  const segment = offer?.segments[0];
  if (!segment) return null;
  const map = await ledger.ask(() => skyhold.seats.map({ flightId: segment.flight.id }));
  // The first rows: travellers are to get in each other's way.
  const free = map?.seats.filter(({ cabin, state }) => cabin === segment.cabin && state === "free").slice(0, 12) ?? [];
  const [seat, ...more] = free.map(({ seat: name }) => name);
  if (map && seat === undefined) soldOut();
  if (seat === undefined) return null;
  const held = await ledger.change(() => skyhold.bookings.hold({ offer: offer.token, seats: [[random.pick([seat, ...more])]] }));
  if (held) ledger.hold(held);
  return held;
}

async function goOn(skyhold: Skyhold, trip: Trip, { id: bookingId }: Booking): Promise<void> {
  const { ledger, random } = trip;
  if (random.chance(0.2)) {
    const extended = await ledger.change(() => skyhold.bookings.extend({ bookingId }));
    if (extended) ledger.keepUntil(bookingId, extended.expiresAt);
  }
  if (random.chance(0.2)) {
    ledger.giveUp(bookingId);
    if (await ledger.change(() => skyhold.bookings.release({ bookingId }))) ledger.note(bookingId, "released");
    return;
  }
  // And some just go away.
  if (random.chance(0.15)) return;
  const passengers = [{ givenName: "Ana", surname: "Novak", birthDate: "1990-05-17" }];
  if (!(await ledger.change(() => skyhold.bookings.setPassengers({ bookingId, passengers })))) return;
  ledger.note(bookingId, "named");
  const paid = await payFor(skyhold, trip, { bookingId });
  if (paid?.state !== "confirmed") return;
  ledger.confirm(paid);
  if (random.chance(0.4)) await changeFlight(skyhold, trip, paid);
  if (random.chance(0.4)) await cancel(skyhold, ledger, bookingId);
}

interface Purchase {
  readonly bookingId: string;
  /** The quote of other flights, where it is those that are paid for. */
  readonly change?: string;
}

/** The booking after its payment; null where it was not paid, or nobody can say. */
async function payFor(skyhold: Skyhold, { ledger, random, stripe }: Trip, purchase: Purchase): Promise<Booking | null> {
  const { bookingId, change } = purchase;
  const started = await ledger.change(() => skyhold.payments.start({ ...purchase }));
  if (!started) return null;
  if (change === undefined) ledger.keepUntil(bookingId, started.payBy);
  else ledger.giveUp(bookingId);
  const card = random.chance(0.15) ? "pm_card_chargeDeclined" : "pm_card_visa";
  await confirmAtStripe(stripe, started.clientSecret, card);
  const outcome = await ledger.ask(() => skyhold.payments.wait({ paymentId: started.paymentId }, { timeoutMs: patienceMs }));
  return outcome?.outcome === "paid" ? ledger.ask(() => skyhold.bookings.get({ bookingId })) : null;
}

/** To any other flight of the routes that travellers are on, dearer or not; whoever has nothing to pay has it at once. */
async function changeFlight(skyhold: Skyhold, trip: Trip, { id: bookingId, segments }: Booking): Promise<void> {
  const { ledger, random, routes } = trip;
  const [here, ...elsewhere] = routes.slice(0, routesAtOnce);
  if (!here) return;
  const found = await ledger.ask(() => skyhold.flights.search({ ...random.pick([here, ...elsewhere]), maxStops: 0 }));
  const [first, ...others] = found?.offers.filter(({ segments: [offered] }) => offered?.flight.id !== segments[0]?.flight.id) ?? [];
  if (!first) return;
  const { token: offer } = random.pick([first, ...others]);
  const quoted = await ledger.ask(() => skyhold.bookings.quoteChange({ bookingId, segments: [0], offer }));
  if (!quoted) return;
  const { quote: change, due } = quoted;
  if (due.amount > 0) {
    const paid = await payFor(skyhold, trip, { bookingId, change });
    if (paid) ledger.changeFlight(paid);
    return;
  }
  ledger.giveUp(bookingId);
  const changed = await ledger.change(() => skyhold.bookings.change({ bookingId, quote: change }));
  if (changed) ledger.changeFlight(changed.booking);
}

/** As Stripe.js does it in a browser. Whether the answer comes back is the browser's trouble; the payment goes on. */
async function confirmAtStripe(stripe: Trip["stripe"], clientSecret: string, card: string): Promise<void> {
  const [intentId = ""] = clientSecret.split("_secret");
  await fetch(`${stripe.url}/v1/payment_intents/${intentId}/confirm`, {
    method: "POST",
    headers: { authorization: `Bearer ${stripe.publishableKey}` },
    body: new URLSearchParams({ client_secret: clientSecret, payment_method: card }),
  }).then(
    (response) => response.text(),
    () => null,
  );
}

async function cancel(skyhold: Skyhold, ledger: Pen, bookingId: string): Promise<void> {
  const quoted = await ledger.ask(() => skyhold.bookings.quoteCancellation({ bookingId }));
  if (!quoted) return;
  ledger.giveUp(bookingId);
  if (await ledger.change(() => skyhold.bookings.cancel({ bookingId, quote: quoted.quote }))) ledger.note(bookingId, "cancelled");
}
