import { defineConfig } from "vitest/config";

export default defineConfig({ test: { name: "@skyhold/demo", testTimeout: 90_000 } });
