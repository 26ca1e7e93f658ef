import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { maxWorkers: 3, name: "@skyhold/db", testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } } },
});
