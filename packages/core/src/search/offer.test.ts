import { expect, test } from "vitest";

import { holdSeats } from "../bookings/hold-seats.ts";
import { findOffer, holdUpToPayment, makeFlight, startTestCore } from "../testing/index.ts";
import { openOffer, sealOffer } from "./offer.ts";

test("an offer cannot be altered: not its price, its flight, its party, its brand, nor its time", async () => {
  await using core = await startTestCore();
  const ctx = await core.traveller();
  const [cheap, dear] = [await makeFlight(core.app.db, { baseFare: 5000 }), await makeFlight(core.app.db, { baseFare: 50_000 })];
  const { token } = await findOffer(ctx, cheap, { adults: 2, children: 0, infants: 0 });
  const terms = openOffer(ctx, token);
  const [segment] = terms.segments;
  if (!segment) throw new Error("An offer has a segment");
  const wishes = [
    { ...terms, lines: terms.lines.map((line) => ({ ...line, amount: { ...line.amount, amount: 1 } })) },
    { ...terms, segments: [{ ...segment, flightId: dear }] },
    { ...terms, segments: [{ ...segment, brand: "FLEX" }] },
    { ...terms, party: { adults: 3, children: 0, infants: 0 } },
    { ...terms, expiresAt: "2199-01-01T00:00:00Z" },
  ];
  // The signature of the true offer under each of the others.
  const unsigned = { signer: { sign: (text: string) => token.slice(0, 64) + text, open: () => null } };

  for (const wish of wishes)
    await expect(holdSeats(ctx, { offer: sealOffer(unsigned, wish) }, "key")).rejects.toMatchObject({ code: "OFFER_INVALID" });
  expect(sealOffer(unsigned, terms)).toBe(token);
  expect(await holdSeats(ctx, { offer: token }, "key")).toMatchObject({ state: "held" });
});

test("after its time an offer is of no use to anyone, whoever got it, however often they ask", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db);
  const ctx = await core.traveller();
  const { token, expiresAt } = await findOffer(ctx, flight);
  await core.database.advanceClock(1200);

  expect(expiresAt.getTime()).toBeLessThanOrEqual((await core.app.reference.read()).now.getTime());
  for (const someone of [ctx, await core.traveller()])
    for (const key of ["one", "two"])
      await expect(holdSeats(someone, { offer: token }, key)).rejects.toMatchObject({ code: "OFFER_EXPIRED" });
  expect(await core.app.db.prisma.booking.count()).toBe(0);
});

test("the price shown is the price charged, also when the flight has become dearer since", async () => {
  await using core = await startTestCore();
  const flight = await makeFlight(core.app.db, { rows: 1 });
  const ctx = await core.traveller();
  const shown = await findOffer(ctx, flight);
  await holdUpToPayment(await core.traveller(), flight, ["1A", "1B", "1C", "1D"]);
  const dearer = await findOffer(ctx, flight);
  const booking = await holdSeats(ctx, { offer: shown.token, seats: [["1E"]] }, "key");

  expect(dearer.total.amount).toBeGreaterThan(shown.total.amount);
  expect(booking.total).toEqual(shown.total);
  expect(booking.lines).toEqual(shown.lines);
});
