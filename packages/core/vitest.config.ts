import { defineConfig } from "vitest/config";

export default defineConfig({ test: { name: "@skyhold/core", testTimeout: 60_000 } });
