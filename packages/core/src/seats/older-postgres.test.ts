import { auditInvariants } from "@skyhold/db";
import { findInstalled, startTestServer } from "@skyhold/db/testing-server";
import { expect, test } from "vitest";

import { makeEveryState } from "../invariants/every-state.ts";
import { startTestCore } from "../testing/index.ts";
import { torture } from "./torture/torture.ts";

const older = findInstalled([15, 16, 17], process.env["PATH"] ?? "");
const here = older ? `PostgreSQL ${older.major}` : "an older PostgreSQL (none of 15 to 17 is installed in a usual place or on the PATH)";

test.skipIf(!older)(`seats are sold once on ${here} too, and every invariant holds there`, { timeout: 120_000 }, async () => {
  await using server = await startTestServer(older?.folder);
  await using core = await startTestCore(server.templateUrl);
  const { rows } = await core.app.db.pool.query("SELECT current_setting('server_version_num')::int / 10000 AS major");
  expect(rows).toEqual([{ major: older?.major }]);

  await makeEveryState(core);
  expect((await torture(core, 1)).violations).toEqual([]);

  expect((await auditInvariants(core.app.db, { production: false })).results.filter(({ holds }) => !holds)).toEqual([]);
});
