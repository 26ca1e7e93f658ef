import { expect, test } from "vitest";

import { drillRestore } from "./drill.ts";

test("a server that is lost with all its files comes back from its base backup and its archived log, with its paid bookings; only what was never archived is gone", async () => {
  const report = await drillRestore(200);

  expect(report).toMatchObject({ restored: ["before", "after"], holds: true });
  expect(report.flights).toBeGreaterThan(100);
});
