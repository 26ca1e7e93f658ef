import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import type { Plugin } from "vite";

// `pnpm dev` says where the API is. The page keeps its own host, so that to the API a call of the page comes from the page itself.
const api = process.env["SKYHOLD_API"] ?? "http://localhost:4000";

/** Beside each file its compressed forms, so that the API has nothing to compress when it is asked. */
function compressed(): Plugin {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  return {
    name: "compressed",
    apply: "build",
    writeBundle: ({ dir = "" }, bundle) => {
      for (const name of Object.keys(bundle).filter((file) => /\.(js|css|html|svg)$/u.test(file))) {
        const file = path.join(dir, name);
        const content = readFileSync(file);
        writeFileSync(`${file}.br`, brotliCompressSync(content, { params }));
        writeFileSync(`${file}.gz`, gzipSync(content));
      }
    },
  };
}

export default defineConfig({
  base: "/admin/",
  plugins: [react(), compressed()],
  build: { chunkSizeWarningLimit: 400 },
  server: { proxy: { "/trpc": { target: api, changeOrigin: false } } },
});
