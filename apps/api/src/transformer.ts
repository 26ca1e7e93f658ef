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
  const path: string[] = [];
  const isPlain = (part: unknown): boolean => {
    if (typeof part !== "object") return isPlainScalar(part);
    if (part === null) return true;
    if (part instanceof Date) {
      if (path.length > 0) dates[path.join(".")] = ["Date"];
      return path.length > 0 && !Number.isNaN(part.valueOf());
    }
    if (path.length >= deepest || !isTree(part)) return false;
    return Object.keys(part).every((key) => {
      path.push(key);
      const good = isPlain(part[key]) && !needsCare(key);
      path.pop();
      return good;
    });
  };
  if (!isPlain(value)) return null;
  return Object.keys(dates).length > 0 ? { json: value, meta: { values: dates, v: 1 } } : { json: value };
}

function isPlainScalar(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  return typeof value === "string" || typeof value === "boolean";
}

function isTree(value: object): value is Readonly<Record<string, unknown>> {
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

/** Keys that superjson writes in another way within a path, or refuses. */
function needsCare(key: string): boolean {
  return key.includes(".") || key.includes("\\") || key === "__proto__" || key === "constructor" || key === "prototype";
}
