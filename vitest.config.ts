import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: ["packages/*", "apps/*", "examples/*"],
    globalSetup: ["./vitest.global-setup.ts"],
    // A test waits for PostgreSQL half of its time: three files at once keep two cores busy, where vitest would run one.
    maxWorkers: 3,
  },
});
