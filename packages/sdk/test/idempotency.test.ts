import { openAccount, startTestStack } from "@skyhold/api/testing";
import { findOffer, makeFlight } from "@skyhold/core/testing";
import { expect, test } from "vitest";

import { createClient } from "../src/index.ts";

const ana = { email: "ana@example.com", password: "correct horse battery", givenName: "Ana", surname: "Novák" };

test("every change made twice under its key is answered as the first time, and says so in a header", async () => {
  await using stack = await startTestStack({ worker: false });
  const replayed: (string | null)[] = [];
  const watched: typeof fetch = async (url, init) => {
    const response = await fetch(url, init);
    replayed.push(response.headers.get("idempotency-replayed"));
    return response;
  };
  const skyhold = createClient({ url: stack.url, fetch: watched });
  skyhold.setToken((await openAccount(stack, ana)).token);
  const { token } = await findOffer(stack.dependencies.app, await makeFlight(stack.database.db));
  const { id: bookingId } = await skyhold.bookings.hold({ offer: token, seats: [["1A"]] });
  const changes = [
    () => skyhold.bookings.changeSeats({ bookingId, seats: [["2A"]] }, { idempotencyKey: "change" }),
    () =>
      skyhold.bookings.setPassengers(
        { bookingId, passengers: [{ givenName: "Ana", surname: "Novák", birthDate: "1990-05-17" }] },
        { idempotencyKey: "name" },
      ),
    () => skyhold.bookings.extend({ bookingId }, { idempotencyKey: "extend" }),
    () => skyhold.payments.start({ bookingId }, { idempotencyKey: "pay" }),
    () => skyhold.bookings.release({ bookingId }, { idempotencyKey: "release" }),
  ];

  for (const change of changes) {
    const first = await change();
    replayed.length = 0;
    expect(await change()).toEqual(first);
    expect(replayed).toEqual(["true"]);
  }
  expect(await skyhold.idempotency.outcome({ key: "release" })).toMatchObject({ outcome: "made", route: "bookings.release" });
  await expect(
    skyhold.bookings.extend({ bookingId: bookingId.replace(/.$/u, (last) => (last === "f" ? "0" : "f")) }, { idempotencyKey: "extend" }),
  ).rejects.toMatchObject({
    code: "IDEMPOTENCY_MISMATCH",
  });
});
