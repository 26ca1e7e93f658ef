import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    maxWorkers: 3,
    name: "@skyhold/api",
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    // These tests wait for mail servers, webhooks and jobs on a machine that others use too: CI gives each a second attempt and names those that needed it.
    // The proofs of races and the packages of the rules get none.
    retry: process.env["CI"] ? 1 : 0,
  },
});
