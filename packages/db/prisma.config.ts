import { defineConfig } from "prisma/config";

// `prisma generate` would download a schema engine that generating never runs; naming any existing file avoids that.
process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= import.meta.filename;

export default defineConfig({ schema: "prisma/schema.prisma", migrations: { path: "prisma/migrations" } });
