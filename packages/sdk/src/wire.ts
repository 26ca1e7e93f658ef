import { invalidInput } from "./errors.ts";

type Tree = Record<string, unknown>;

type Annotation = readonly ["Date"] | readonly ["number"];

/**
 * Writes an input for the wire, in the part of superjson's format that this API speaks: JSON, and beside it at which paths a text is a
 * date, or a number that JSON has no word for: it would become null, and the API is to refuse it by its field. A field that is undefined
 * is left out. What JSON would make something else of without a word is refused here by its field, as INVALID_INPUT.
 */
export function stringify(value: unknown): string {
  const annotations: Record<string, Annotation> = {};
  annotate(value, [], annotations);
  const written = Object.keys(annotations).length === 0 ? { json: value } : { json: value, meta: { values: annotations, v: 1 } };
  return JSON.stringify(written, (_key, each: unknown) => (isNoJsonNumber(each) ? String(each) : each));
}

/** The same as a tree, for who makes the text. */
export function serialize(value: unknown): unknown {
  return JSON.parse(stringify(value));
}

const isNoJsonNumber = (value: unknown) => typeof value === "number" && !Number.isFinite(value);

/** Reads what came over the wire, in place. */
export function deserialize(wire: unknown): unknown {
  if (!isTree(wire)) throw new TypeError("This is no answer of the API");
  reviveBelow(wire, annotationsOf(wire["meta"]));
  return wire["json"];
}

/** The same of the text of an event. */
export function parse(text: string): unknown {
  return deserialize(JSON.parse(text));
}

/** Deeper than any input is. What is a part of itself ends here. */
const deepest = 50;

function annotate(value: unknown, path: readonly string[], annotations: Record<string, Annotation>): void {
  // What writes itself, such as a Temporal.PlainDate or a URL, is a text by then.
  if (!isTree(value) || typeof value["toJSON"] === "function") return;
  if (path.length === deepest) throw invalidInput(path[0] ?? "", "Nested too deep");
  for (const [key, each] of Object.entries(value)) {
    const below = [...path, key];
    const annotation = annotationOf(each, below);
    if (annotation) annotations[below.map((name) => name.replaceAll(/[\\.]/gu, "\\$&")).join(".")] = annotation;
    else annotate(each, below, annotations);
  }
}

function annotationOf(value: unknown, path: readonly string[]): Annotation | null {
  if (isNoJsonNumber(value)) return ["number"];
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  const isDate = value instanceof Date;
  // An invalid date would arrive as the first second of 1970, a map as an empty object.
  if (isDate ? Number.isNaN(value.valueOf()) : /^(?:BigInt|Map|Set)$/u.test(kind))
    throw invalidInput(fieldOf(path), `This ${kind} is invalid, or has no form in JSON`);
  return isDate ? ["Date"] : null;
}

/** `passengers[0].birthDate`, as the API names it. */
function fieldOf(path: readonly string[]): string {
  return path.join(".").replaceAll(/\.(\d+)(?=\.|$)/gu, "[$1]");
}

function annotationsOf(meta: unknown): Tree {
  return isTree(meta) && "values" in meta ? { json: meta["values"] } : {};
}

/** Annotations are a list of what the value is and, by their paths, what is below it; or only the latter. */
function revive(value: unknown, annotations: unknown): unknown {
  const [kind, below] = isList(annotations) ? annotations : [null, annotations];
  if (isTree(below)) reviveBelow(value, below);
  if (kind === "Date" && typeof value === "string") return new Date(value);
  if (kind === "undefined") return undefined;
  return kind === "number" ? Number(value) : value;
}

function reviveBelow(value: unknown, below: Tree): void {
  for (const [path, annotations] of Object.entries(below)) {
    const keys = keysOf(path);
    const last = keys.pop() ?? "";
    let holder = value;
    for (const key of keys) holder = isTree(holder) && Object.hasOwn(holder, key) ? holder[key] : null;
    if (isTree(holder) && Object.hasOwn(holder, last)) holder[last] = revive(holder[last], annotations);
  }
}

/** `a.b` is two keys, `a\.b` one with a dot in it. */
function keysOf(path: string): string[] {
  if (!path.includes("\\")) return path.split(".");
  const keys: string[] = [];
  let key = "";
  for (let index = 0; index < path.length; index += 1) {
    if (path[index] === ".") {
      keys.push(key);
      key = "";
      continue;
    }
    if (path[index] === "\\") index += 1;
    key += path.charAt(index);
  }
  return [...keys, key];
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null;
}
