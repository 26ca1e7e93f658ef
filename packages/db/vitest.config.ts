import { defineConfig } from "vitest/config";

export default defineConfig({ test: { name: "@skyhold/db", testTimeout: 60_000 } });
