import { execFile } from "node:child_process";
import path from "node:path";

import { createTestDatabase } from "@skyhold/db/testing";
import { expect, test } from "vitest";

/** Runs the command as a person would, and answers what it ended with. */
function invariants(databaseUrl: string, ...flags: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const file = path.resolve(import.meta.dirname, "invariants.ts");
  return new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: "test" };
    const child = execFile(process.execPath, [file, ...flags], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

test("the command says of each invariant whether it holds, for a person and as JSON", async () => {
  await using database = await createTestDatabase();

  const [forPerson, asJson] = await Promise.all([invariants(database.url), invariants(database.url, "--json")]);

  expect(forPerson).toMatchObject({
    code: 0,
    stderr: "",
    stdout: expect.stringMatching(/^✓ seat-has-one-owner: .+All \d+ invariants hold\./su),
  });
  expect(asJson.code).toBe(0);
  expect(JSON.parse(asJson.stdout)).toMatchObject({ holds: true, durationMs: expect.any(Number), results: expect.any(Array) });
});

test("a violation is shown with its rows, and the command fails", async () => {
  await using database = await createTestDatabase();
  await database.db.pool.query(
    "INSERT INTO notification (id, kind, recipient, dedupe_key, created_at) VALUES ('ntf_stuck', 'booking.expired', 'a@b', 'k', '2020-01-01')",
  );

  expect(await invariants(database.url)).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/✗ mail-goes-out: .+\n {4}notification_id ntf_stuck.+\n\n?.*1 of \d+ invariants do not hold/su),
  });
});

test("a database that cannot be reached, or has no tables, is an error and no finding", async () => {
  await using database = await createTestDatabase();
  const nowhere = Object.assign(new URL(database.url), { pathname: "/nowhere" }).href;

  expect(await invariants(nowhere)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("could not be checked") });
});
