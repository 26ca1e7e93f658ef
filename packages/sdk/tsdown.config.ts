import { defineConfig } from "tsdown";

export default defineConfig({
  entry: { index: "src/index.ts", testing: "src/testing.ts" },
  format: "esm",
  platform: "neutral",
  target: "es2022",
  // The package's own configuration would write declarations beside other packages' sources.
  tsconfig: "../../tsconfig.sdk.json",
  dts: true,
  deps: { neverBundle: [/^(?!@skyhold\/|[./])/u, "@skyhold/core"] },
});
