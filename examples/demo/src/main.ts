import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

import { createClient, formatMoney } from "@skyhold/sdk";
import type { Offer, Skyhold } from "@skyhold/sdk";

import { payByCard, until, waitForMail } from "./outside.ts";
import { dataFolder, findOrStartProduct } from "./product.ts";
import type { Product } from "./product.ts";
import { chooseTwo, drawSeatMap } from "./seats.ts";

const say = (text: string) => void process.stdout.write(`${text}\n`);
let steps = 0;
const step = (text: string) => say(`\n${(steps += 1)}. ${text}`);

/** The cheapest economy offer from London to New York for two, on the first day that has one. */
async function findOffer(skyhold: Skyhold): Promise<Offer> {
  const today = Temporal.Now.plainDateISO("UTC");
  for (let ahead = 3; ahead < 25; ahead += 1) {
    const departureDate = today.add({ days: ahead }).toString();
    const { offers } = await skyhold.flights.search({
      origin: "LON",
      destination: "NYC",
      departureDate,
      passengers: { adults: 2 },
      cabin: "economy",
      maxStops: 0,
    });
    if (offers[0]) return offers[0];
  }
  throw new Error("There is no flight from London to New York with two seats in the next weeks");
}

async function book(product: Product) {
  const skyhold = createClient({ url: product.api });
  const email = `ana.novak.${Date.now()}@example.com`;
  step("Register");
  const password = "correct horse battery";
  await skyhold.auth.register({ email, password, givenName: "Ana", surname: "Novák" });
  const mail = await waitForMail(product, { to: email, about: "registration" });
  const code = /Code: (\w+)/u.exec(mail.text)?.[1] ?? "";
  const { account } = await skyhold.auth.confirmRegistration({ token: code, password });
  say(`   "${mail.subject}" came by mail, and its code opened the account`);
  say(`   ${account.givenName} ${account.surname}, ${account.email}`);

  step("Search London – New York for two");
  const offer = await findOffer(skyhold);
  const [segment] = offer.segments;
  if (!segment) throw new Error("An offer without a flight");
  const { flight } = segment;
  say(
    `   ${flight.designator} ${flight.origin.iata} ${flight.departs.local} → ${flight.destination.iata} ${flight.arrives.local}, ${segment.brand.name}, ${formatMoney(offer.total)}`,
  );

  step(`Seat map of the ${flight.aircraft.name}`);
  const map = await skyhold.seats.map({ flightId: flight.id });
  const seats = chooseTwo(map, segment.cabin);
  say(drawSeatMap(map, seats));

  step(`Hold ${seats.join(" and ")}`);
  const held = await skyhold.bookings.hold({ offer: offer.token, seats: [seats] });
  say(`   ${held.recordLocator}, held until ${held.expiresAt?.toISOString() ?? "?"}`);

  step("Name the passengers");
  const passengers = [
    { givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" },
    { givenName: "Þór", surname: "Łukasiewicz", birthDate: "1988-11-02" },
  ];
  await skyhold.bookings.setPassengers({ bookingId: held.id, passengers });
  say(`   ${passengers.map(({ givenName, surname }) => `${givenName} ${surname}`).join(", ")}`);
  return { skyhold, held, email, seats };
}

async function payAndReceive(product: Product, { skyhold, held, email, seats }: Awaited<ReturnType<typeof book>>) {
  step("Pay by card");
  const payment = await skyhold.payments.start({ bookingId: held.id });
  await payByCard(product, payment.clientSecret, "pm_card_visa");
  say(`   ${formatMoney(payment.amount)} authorised`);

  step("Wait for the webhook");
  const confirmed = await until("the confirmation", async () => {
    const booking = await skyhold.bookings.get({ bookingId: held.id });
    return booking.state === "confirmed" ? booking : undefined;
  });
  const ticketNumbers = confirmed.passengers.flatMap((passenger) => passenger.ticketNumbers);
  say(
    `   ${confirmed.recordLocator} is ${confirmed.state}, paid with ${confirmed.payment?.method ?? "?"}, tickets ${ticketNumbers.join(" and ")}`,
  );

  step("Wait for the e-mail");
  const mail = await waitForMail(product, { to: email, about: confirmed.recordLocator });
  say(`   "${mail.subject}" with ${mail.attachments.map(({ fileName }) => fileName).join(" and ")}`);

  step("Save the e-ticket");
  const ticket = await skyhold.bookings.eTicket({ bookingId: held.id });
  const ticketPdf = path.join(dataFolder, ticket.fileName);
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(ticketPdf, ticket.bytes);
  say(`   ${ticketPdf} (${Math.ceil(ticket.bytes.byteLength / 1024)} kB)`);
  return {
    recordLocator: confirmed.recordLocator,
    state: confirmed.state,
    total: confirmed.total,
    ticketNumbers,
    seats,
    ticketPdf,
    emailSubject: mail.subject,
  };
}

async function main(): Promise<void> {
  const product = await findOrStartProduct(() => say("Skyhold does not run here, so the demo starts one of its own for a moment …"));
  try {
    say(`Skyhold at ${product.api}`);
    const result = await payAndReceive(product, await book(product));
    say("\nDone.");
    if (process.argv.includes("--json")) say(JSON.stringify(result));
  } finally {
    await product.stop();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`\nThe demo failed. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
