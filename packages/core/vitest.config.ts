import { defineConfig } from "vitest/config";

// A test has a database of its own to copy: on a busy machine that takes seconds, and says nothing about the test.
export default defineConfig({
  test: { maxWorkers: 3, name: "@skyhold/core", testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 20_000 } } },
});
