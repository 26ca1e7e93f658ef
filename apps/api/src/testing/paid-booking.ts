import { setTimeout } from "node:timers/promises";

import type { Context, User } from "@skyhold/core";
import { holdUpToPayment, makeFlight } from "@skyhold/core/testing";
import { Stripe } from "stripe";

import type { TestStack } from "../testing.ts";

/** Stripe's own client, at the sandbox. */
export const stripeOf = ({ stripe }: TestStack) =>
  new Stripe(stripe.secretKey, { host: stripe.host, port: stripe.port, protocol: "http", maxNetworkRetries: 0, telemetry: false });

/** Someone new who has signed in. */
export async function travellerOf({ dependencies: { app, db } }: TestStack): Promise<Context<User>> {
  const userId: User["userId"] = `usr_${app.newId("usr").slice(4)}`;
  await db.prisma.user.create({ data: { id: userId, email: `${userId}@example.com`, givenName: "Ana", surname: "Novak" } });
  return { ...app, actor: { userId, email: `${userId}@example.com`, role: "traveller", kind: "account", secondFactor: false, token: "" } };
}

/** Books as a traveller would, and pays at the sandbox over HTTP, until the webhook has confirmed it. */
export async function book(stack: TestStack, ctx: Context<User>, { method = "pm_card_visa", currency = "EUR" } = {}) {
  const { prisma } = stack.dependencies.db;
  const flightId = await makeFlight(stack.dependencies.db, { rows: 1, baseFare: 98_765 });
  await prisma.flightCabin.updateMany({ where: { flightId }, data: { currency } });
  const held = await holdUpToPayment(ctx, flightId, ["1A"]);
  await stripeOf(stack).paymentIntents.confirm(held.intentId, { payment_method: method });
  await eventually(async () => {
    const { state } = await prisma.booking.findUniqueOrThrow({ where: { id: held.booking.id } });
    return state === "confirmed";
  });
  return held;
}

/** Waits until something is so; fails after twenty seconds. */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isSo()) return;
    await setTimeout(50);
  }
  throw new Error("Waited twenty seconds in vain");
}
