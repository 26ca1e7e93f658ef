import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { maxWorkers: 3, name: "@skyhold/demo", testTimeout: 90_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } } },
});
