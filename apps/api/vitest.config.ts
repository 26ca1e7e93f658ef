import { defineConfig } from "vitest/config";

export default defineConfig({ test: { name: "@skyhold/api", testTimeout: 60_000 } });
