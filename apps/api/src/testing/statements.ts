import { globSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../../../..");
const folders = { core: "packages/core/src", db: "packages/db/src", api: "apps/api/src" } as const;

/** Tests, what tests are made of, and what runs before there is a database to spread. The last two send what others name. */
const leftOut =
  /\.test\.ts$|\/testing|simulation\/|torture\/|generated\/|-samples\.ts|seeding\/|embedded\/|migrations\/|every-state|model-room|db\/src\/(?:client|watch-statements)\.ts$/u;

/** A statement as docs/guides/statements.md names it, and the tables in it as far as its text shows them. */
interface FoundStatement {
  readonly name: string;
  readonly tables: readonly string[];
}

/** The tables by the names of their models in the schema. */
export function readTables(): ReadonlyMap<string, string> {
  const schema = readFileSync(path.join(root, "packages/db/prisma/schema.prisma"), "utf8");
  const models = schema.matchAll(/^model (\w+) \{[^]*?@@map\("(\w+)"\)/gmu);
  return new Map([...models].map(([, model = "", table = ""]) => [model.charAt(0).toLowerCase() + model.slice(1), table]));
}

/** Every statement in the source of core, db and api: named ones, calls of Prisma's models, and raw ones. */
export function findStatements(bodies: ReadonlyMap<string, string>): FoundStatement[] {
  const models = readTables();
  const tables = new Set(models.values());
  const files = Object.entries(folders).flatMap(([short, folder]) =>
    globSync(`${folder}/**/*.ts`, { cwd: root })
      .map((file) => file.replaceAll(path.sep, "/"))
      .filter((file) => !leftOut.test(file))
      .map((file) => ({ name: `${short}${file.slice(folder.length, -3)}`, text: readFileSync(path.join(root, file), "utf8") })),
  );
  const found = files.flatMap(({ name, text }) => [
    ...namedIn(text).map((named) => ({ name: named.name, tables: tablesIn(named.text, { tables, bodies, seen: new Set() }) })),
    ...[...text.matchAll(modelCall)].flatMap(([, model = "", method = ""]) => {
      const table = models.get(model);
      return table === undefined ? [] : [{ name: `${name} ${model}.${method}`, tables: [table] }];
    }),
    ...[...text.matchAll(rawCall)].map(([call]) => ({ name: `${name} ${call}`, tables: [] })),
  ]);
  return [...new Map(found.map((statement) => [statement.name, statement])).values()];
}

const modelCall = /\.(\w+)\s*\.((?:find|create|update|delete|count|aggregate|groupBy|upsert)\w*)\(/gu;
const rawCall = /\$(?:queryRaw|executeRaw)(?:Unsafe)?|\b(?:pool|client|connection)\.query(?=[<(])/gu;

function namedIn(source: string): { name: string; text: string }[] {
  return [...source.matchAll(/name:\s*(?:"([\w.]+)"|`([^`]+)`),\s*text:\s*(?:"([^"]*)"|`([^`]*)`)?/gu)].map(
    ([, plain, template, quoted, longer]) => ({ name: plain ?? template ?? "", text: quoted ?? longer ?? "" }),
  );
}

interface Reading {
  readonly tables: ReadonlySet<string>;
  /** Of the database's own functions. */
  readonly bodies: ReadonlyMap<string, string>;
  readonly seen: Set<string>;
}

/** In the text, and in the functions that it calls. */
function tablesIn(text: string, reading: Reading): string[] {
  const own = [...text.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE|USING)\s+(?:ONLY\s+)?"?(\w+)/gu)].flatMap(([, word = ""]) =>
    reading.tables.has(word) ? [word] : [],
  );
  const called = [...text.matchAll(/\b(\w+)\s*\(/gu)].flatMap(([, word = ""]) => {
    const body = reading.bodies.get(word);
    if (body === undefined || reading.seen.has(word)) return [];
    reading.seen.add(word);
    return tablesIn(body, reading);
  });
  return [...new Set([...own, ...called])].toSorted();
}
