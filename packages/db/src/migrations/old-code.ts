import type { Client } from "pg";

/** What a program of the released version may rely on, each by its name. */
export interface Shape {
  readonly columns: ReadonlyMap<string, Column>;
  /** `name(arguments)`, and what it answers. */
  readonly functions: ReadonlyMap<string, string>;
  /** `enum value`. */
  readonly labels: ReadonlySet<string>;
}

interface Column {
  readonly table: string;
  readonly type: string;
  /** Whether an INSERT must name it. */
  readonly required: boolean;
  readonly nullable: boolean;
}

const columns = `
  SELECT format('%s.%s', c.relname, a.attname) AS name, c.relname AS "table", format_type(a.atttypid, a.atttypmod) AS type,
         a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AS required, NOT a.attnotnull AS nullable
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE '\\_%'`;

/** Trigger functions are called by their triggers only, which come and go with them. */
const functions = `
  SELECT format('%s(%s)', p.proname, pg_get_function_identity_arguments(p.oid)) AS name, pg_get_function_result(p.oid) AS answer
    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype <> 'trigger'::regtype
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`;

/** Reads what programs may rely on in a database. */
export async function readShape(client: Pick<Client, "query">): Promise<Shape> {
  const found = await client.query<{ name: string } & Column>(columns);
  const callable = await client.query<{ name: string; answer: string }>(functions);
  const labels = await client.query<{ label: string }>(
    "SELECT format('%s %s', t.typname, e.enumlabel) AS label FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid",
  );
  return {
    columns: new Map(found.rows.map(({ name, ...column }) => [name, column])),
    functions: new Map(callable.rows.map(({ name, answer }) => [name, answer])),
    labels: new Set(labels.rows.map(({ label }) => label)),
  };
}

/** What a program that was written for the old shape would stumble over in the new one, each as a sentence. Beyond this, constraints and the inside of functions are for the reviewer. */
export function findBreaks(old: Shape, now: Shape): string[] {
  const known = new Set([...old.columns.values()].map(({ table }) => table));
  const ofColumns = [...old.columns].flatMap(([name, was]) => {
    const is = now.columns.get(name);
    if (!is) return [`column ${name} is gone`];
    const faults = [
      ...(is.type === was.type ? [] : [`column ${name} was ${was.type} and is ${is.type}`]),
      ...(was.nullable && !is.nullable ? [`column ${name} must not be null any more`] : []),
      ...(!was.required && is.required && !was.nullable ? [`column ${name} has lost its default`] : []),
    ];
    return faults;
  });
  const demanded = [...now.columns].filter(([name, { table, required }]) => required && known.has(table) && !old.columns.has(name));
  const ofFunctions = [...old.functions].flatMap(([name, answer]) => {
    const is = now.functions.get(name);
    if (is === undefined) return [`function ${name} is gone`];
    return is === answer ? [] : [`function ${name} answered ${answer} and answers ${is}`];
  });
  return [
    ...ofColumns,
    ...demanded.map(([name]) => `column ${name} is new, and an INSERT that does not know it fails: give it a default or let it be null`),
    ...ofFunctions,
    ...[...old.labels].filter((label) => !now.labels.has(label)).map((label) => `enum value ${label} is gone`),
  ];
}
