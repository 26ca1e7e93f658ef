import { expect, test } from "vitest";

import { hold, makeFlight, startTestCore } from "../testing/index.ts";
import { listBookings } from "./list-bookings.ts";

test("one's own bookings come newest first, page by page, each once; another's never", async () => {
  await using core = await startTestCore();
  const [ctx, other] = [await core.traveller(), await core.traveller()];
  const flight = await makeFlight(core.app.db);
  const made = [];
  for (const seat of ["1A", "1B", "1C", "1D", "1E"]) made.push((await hold(ctx, flight, [seat])).id);
  await hold(other, flight, ["2A"]);

  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listBookings(ctx, { limit: 2, ...(cursor && { cursor }) });
    seen.push(...page.bookings.map((booking) => booking.id));
    cursor = page.nextCursor;
  } while (cursor !== null);

  expect(seen).toEqual(made.toReversed());
  await expect(listBookings(ctx, { limit: 2, cursor: "1.bkg_forged" })).rejects.toMatchObject({
    code: "INVALID_INPUT",
    details: { fields: [{ path: "cursor" }] },
  });
});
