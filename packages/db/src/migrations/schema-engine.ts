import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { __wbg_set_wasm, SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";

import { readSchema } from "./files.ts";

// Node has WebAssembly, but its types declare it only for browsers.
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object, imports: Record<string, object>): Promise<{ exports: Record<string, unknown> }>;
};

let loaded: Promise<void> | undefined;

/** What the database said, of an error that the engine tells by a number; undefined for the engine's own. */
type CauseOf = (error: unknown) => Error | undefined;

/** Lends Prisma's own schema engine, in WebAssembly: what the CLI runs, without the binary that the CLI downloads. */
export async function withSchemaEngine<Result>(
  connectionString: string,
  work: (engine: SchemaEngine, causeOf: CauseOf) => Promise<Result>,
): Promise<Result> {
  loaded ??= instantiate();
  await loaded;
  const schema = await readSchema();
  const datamodels = schema.files.map(({ path, content }): [string, string] => [path, content]);
  await using connections = new AsyncDisposableStack();
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFactory(connectionString, connections));
  using engine = await SchemaEngine.new({ datamodels }, () => undefined, adapter);
  return await work(engine, (error) => {
    const id = /External error id#(\d+)/u.exec(String(error))?.[1];
    const cause = id === undefined ? undefined : adapter.errorRegistry.consumeError(Number(id))?.error;
    return cause instanceof Error ? cause : undefined;
  });
}

async function instantiate(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const module = await WebAssembly.compile(await readFile(entry.replace(/\.js$/u, ".wasm")));
  const { exports } = await WebAssembly.instantiate(module, { "./schema_engine_bg.js": { ...bindings } });
  __wbg_set_wasm(exports);
  const start = exports["__wbindgen_start"];
  if (typeof start !== "function") throw new Error("The schema engine's WebAssembly module has no entry point");
  Reflect.apply(start, undefined, []);
}

function adapterFactory(connectionString: string, connections: AsyncDisposableStack): SqlMigrationAwareDriverAdapterFactory {
  const prismaPg = new PrismaPg({ connectionString });
  const open = (adapter: PostgresAdapter) => {
    connections.defer(() => adapter.dispose());
    return runScriptsWhole(adapter);
  };
  return {
    provider: "postgres",
    adapterName: prismaPg.adapterName,
    connect: async () => open(await prismaPg.connect()),
    connectToShadowDb: async () => open(await prismaPg.connectToShadowDb()),
  };
}

/** Prisma's adapter 7.10 cuts a script at every semicolon, also inside a function's body; PostgreSQL takes it whole, in one transaction. */
function runScriptsWhole(adapter: PostgresAdapter): PostgresAdapter {
  adapter.executeScript = async (script: string) => {
    await adapter.underlyingDriver().query(script);
  };
  return adapter;
}

type PostgresAdapter = Awaited<ReturnType<PrismaPg["connect"]>>;
