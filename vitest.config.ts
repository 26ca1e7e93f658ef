import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: ["packages/*", "apps/*", "examples/*", "chaos"],
    globalSetup: ["./vitest.global-setup.ts"],
    // Each project says maxWorkers for itself, all the same: a test waits for PostgreSQL half of its time, so three files at once keep
    // two cores busy, where vitest would run one.
  },
});
