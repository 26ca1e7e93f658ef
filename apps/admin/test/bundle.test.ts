import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { buildAdmin, isAdminOutdated } from "@skyhold/api/testing";
import { expect, test } from "vitest";

const dist = path.resolve(import.meta.dirname, "../dist");

test("the first page costs at most 150 kB of script, and neither charts nor menus are among it", async () => {
  if (isAdminOutdated()) await buildAdmin();
  const html = readFileSync(path.join(dist, "index.html"), "utf8");
  const scripts = [...html.matchAll(/(?:src|href)="\/admin\/(assets\/[^"]+\.js)"/gu)].map(([, file = ""]) =>
    readFileSync(path.join(dist, file)),
  );
  const size = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
  expect(scripts.length).toBeGreaterThan(0);
  expect(size).toBeLessThan(150_000);
  expect(scripts.some((script) => script.includes("recharts") || script.includes("base-ui-focus-guard"))).toBe(false);
});
