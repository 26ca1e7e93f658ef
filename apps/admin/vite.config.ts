import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// `pnpm dev` says where the API is. The page keeps its own host, so that to the API a call of the page comes from the page itself.
const api = process.env["SKYHOLD_API"] ?? "http://localhost:4000";

export default defineConfig({
  base: "/admin/",
  plugins: [react()],
  build: { chunkSizeWarningLimit: 400 },
  server: { proxy: { "/trpc": { target: api, changeOrigin: false } } },
});
