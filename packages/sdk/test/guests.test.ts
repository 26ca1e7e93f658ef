import { startTestStack } from "@skyhold/api/testing";
import { makeFlight } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { createClient } from "../src/index.ts";

test("a client that is not signed in books as a guest, carries that booking's key, and is looked up without it", async () => {
  await using stack = await startTestStack({ worker: false });
  const flightId = await makeFlight(stack.database.db);
  const flight = await stack.database.db.prisma.flight.findUniqueOrThrow({ where: { id: flightId } });
  const guest = createClient({ url: stack.url });
  const stranger = createClient({ url: stack.url });
  const departureDate = flight.departureDate.toISOString().slice(0, 10);
  const { offers } = await guest.flights.search({ origin: "PAR", destination: "LIS", departureDate });
  const offer = offers[0]?.token ?? "";
  const request = { offer, seats: [["1A"]], contact: { email: "ana@example.com" } };

  await expect(guest.bookings.hold({ offer })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { fields: [{ path: "contact" }] } });
  const { id: bookingId, guestToken, recordLocator } = await guest.bookings.hold(request);
  await guest.bookings.setPassengers({ bookingId, passengers: [{ givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" }] });
  await expect(guest.payments.start({ bookingId })).resolves.toMatchObject({ clientSecret: expect.any(String) as unknown });
  await expect(guest.bookings.hold(request)).rejects.toMatchObject({ code: "FORBIDDEN", details: { needs: "account" } });
  await expect(guest.auth.me()).rejects.toMatchObject({ code: "FORBIDDEN" });

  await expect(stranger.bookings.get({ bookingId })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  const found = await stranger.bookings.find({ recordLocator, surname: "NOVAK" });
  expect(found).toMatchObject({ recordLocator, state: "awaiting_payment", passengers: [{ type: "ADT", seats: ["1A"] }] });
  await expect(stranger.bookings.find({ recordLocator, surname: "Lima" })).rejects.toMatchObject({ code: "NOT_FOUND" });

  const later = createClient({ url: stack.url, token: guestToken });
  await expect(later.bookings.get({ bookingId })).resolves.toMatchObject({ id: bookingId });
  await later.auth.logout();
  await expect(guest.bookings.get({ bookingId })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  // Whose session has ended does not become a guest unasked.
  await expect(guest.bookings.hold(request)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});
