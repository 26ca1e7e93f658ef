import { defineConfig } from "vitest/config";

export default defineConfig({ test: { name: "@skyhold/sdk", testTimeout: 60_000 } });
