import { defineConfig } from "vitest/config";

export default defineConfig({ test: { name: "@skyhold/stripe-sandbox", testTimeout: 60_000 } });
