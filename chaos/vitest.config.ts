import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { maxWorkers: 1, name: "@skyhold/chaos", testTimeout: 240_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } } },
});
