import superjson from "superjson";

/** Text for JSON, and where in it dates are: what superjson writes for a value of which only dates are not JSON. */
interface Written {
  readonly json: unknown;
  readonly meta?: { readonly values: Readonly<Record<string, readonly ["Date"]>>; readonly v: 1 };
}

/** Deeper than any answer is. What refers to itself ends here, too. */
const deepest = 50;

/**
 * superjson, which copies every value and remembers every object that it meets: for a seat map more work than all the rest of
 * the answer. Our answers are plain trees with dates, of which the same text can be made without a copy; anything else is left
 * to superjson. An object that is at two places of an answer is written twice, and comes out as two equal ones.
 */
export const transformer = {
  serialize: (value: unknown): unknown => writePlain(value) ?? superjson.serialize(value),
  deserialize: superjson.deserialize,
};

function writePlain(value: unknown): Written | null {
  const dates: Record<string, readonly ["Date"]> = {};
  if (!isPlain(value, { path: [], dates }, 0)) return null;
  return Object.keys(dates).length > 0 ? { json: value, meta: { values: dates, v: 1 } } : { json: value };
}

interface Walk {
  /** The keys down to the value that is looked at; what is behind them is left from before. */
  readonly path: (string | number)[];
  readonly dates: Record<string, readonly ["Date"]>;
}

/** Whether nothing but dates is in the way of writing it as it is. In plain loops: it sees every value of every answer. */
function isPlain(value: unknown, walk: Walk, depth: number): boolean {
  if (typeof value !== "object") return isPlainScalar(value);
  if (value === null) return true;
  if (depth === deepest) return false;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      walk.path[depth] = index;
      if (!isPlain(value[index], walk, depth + 1)) return false;
    }
    return true;
  }
  if (value instanceof Date) return isPlainDate(value, walk, depth);
  if (!isTree(value)) return false;
  for (const key of Object.keys(value)) {
    walk.path[depth] = key;
    if (!isPlainKey(key) || !isPlain(value[key], walk, depth + 1)) return false;
  }
  return true;
}

function isPlainScalar(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  return typeof value === "string" || typeof value === "boolean";
}

function isPlainDate(date: Date, { path, dates }: Walk, depth: number): boolean {
  if (depth === 0 || Number.isNaN(date.valueOf())) return false;
  dates[path.slice(0, depth).join(".")] = ["Date"];
  return true;
}

function isTree(value: object): value is Readonly<Record<string, unknown>> {
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** The keys of our answers are a few hundred; others, from whatever was sent to us, are looked at each time. */
const plainKeys = new Set<string>();
const keptKeys = 1000;

/** Whether superjson writes a key as it is, also within a path. */
function isPlainKey(key: string): boolean {
  if (plainKeys.has(key)) return true;
  if (/[.\\]/u.test(key) || key === "__proto__" || key === "constructor" || key === "prototype") return false;
  if (plainKeys.size < keptKeys) plainKeys.add(key);
  return true;
}
