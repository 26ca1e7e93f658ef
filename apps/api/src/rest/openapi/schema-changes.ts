import type { JsonSchema } from "../json-schema.ts";

/** Schemas by the names under which others refer to them. */
export type Definitions = Readonly<Record<string, JsonSchema>>;

/** Where a comparison is. */
interface Place {
  readonly before: Definitions;
  readonly after: Definitions;
  readonly at: string;
}

/** What callers may have sent that is not taken any more. */
export function narrowedInput(before: JsonSchema, after: JsonSchema, place: Place): string[] {
  const [were, are] = [optionsOf(before, place.before), optionsOf(after, place.after)];
  return uncovered([were, are], (was, is) => narrowedOption(was, is, place), `${place.at} takes less than before`);
}

/** What callers may have read in an answer that is not there any more, or may now be something else. */
export function narrowedOutput(before: JsonSchema, after: JsonSchema, place: Place): string[] {
  const [were, are] = [optionsOf(before, place.before), optionsOf(after, place.after)];
  return uncovered([are, were], (is, was) => widenedOption(was, is, place), `${place.at} may be something that it never was`);
}

/** Nothing when each option has a partner without fault; the faults themselves where there is only one pair. */
function uncovered(
  [options, partners]: readonly [readonly JsonSchema[], readonly JsonSchema[]],
  faultsOf: (option: JsonSchema, partner: JsonSchema) => string[],
  summary: string,
): string[] {
  const [option, partner] = [options[0], partners[0]];
  if (options.length === 1 && partners.length === 1 && option && partner) return faultsOf(option, partner);
  return options.every((each) => partners.some((other) => faultsOf(each, other).length === 0)) ? [] : [summary];
}

/** The schemas of which a value has to fit one. */
function optionsOf(schema: JsonSchema, definitions: Definitions): JsonSchema[] {
  const { $ref, anyOf, oneOf, type, enum: values } = schema;
  if ($ref !== undefined) return optionsOf(definitions[$ref.split("/").at(-1) ?? ""] ?? {}, definitions);
  const options = anyOf ?? oneOf;
  if (options) return options.flatMap((option) => optionsOf(option, definitions));
  if (values) return values.map((value) => ({ const: value }));
  return typeof type === "string" || type === undefined ? [schema] : type.map((each) => ({ ...schema, type: each }));
}

function narrowedOption(was: JsonSchema, is: JsonSchema, place: Place): string[] {
  if (is.const !== undefined) return was.const === is.const ? [] : [`${place.at} has to be ${JSON.stringify(is.const)}`];
  if (was.const !== undefined) return is.type === undefined || is.type === typeOf(was.const) ? [] : [`${place.at} has another type`];
  if (is.type !== undefined && is.type !== was.type && !(is.type === "number" && was.type === "integer"))
    return [`${place.at} has another type`];
  const required = (is.required ?? [])
    .filter((name) => !(was.required ?? []).includes(name))
    .map((name) => `${place.at}.${name} has become required`);
  const fields = Object.entries(was.properties ?? {}).flatMap(([name, field]) => {
    const now = is.properties?.[name];
    return now ? narrowedInput(field, now, { ...place, at: `${place.at}.${name}` }) : [`${place.at}.${name} is gone`];
  });
  const items = was.items && is.items ? narrowedInput(was.items, is.items, { ...place, at: `${place.at}[]` }) : [];
  return [...required, ...fields, ...items, ...tightened(was, is, place.at)];
}

const lowest = ["minimum", "minLength", "minItems"] as const;
const highest = ["maximum", "maxLength", "maxItems"] as const;

function tightened(was: JsonSchema, is: JsonSchema, at: string): string[] {
  const raised = lowest.filter((limit) => (is[limit] ?? -Infinity) > (was[limit] ?? -Infinity));
  const lowered = highest.filter((limit) => (is[limit] ?? Infinity) < (was[limit] ?? Infinity));
  const pattern = is.pattern !== undefined && is.pattern !== was.pattern ? ["pattern"] : [];
  return [...raised, ...lowered, ...pattern].map((limit) => `${at} has a stricter ${limit}`);
}

function widenedOption(was: JsonSchema, is: JsonSchema, place: Place): string[] {
  // A new value of a closed list is what clients are told to expect.
  if (was.const !== undefined && is.const !== undefined)
    return typeOf(was.const) === typeOf(is.const) ? [] : [`${place.at} has another type`];
  const [old, now] = [was.type ?? typeOf(was.const), is.type ?? typeOf(is.const)];
  if (old !== undefined && now !== old && !(old === "number" && now === "integer")) return [`${place.at} has another type`];
  const fields = Object.entries(was.properties ?? {}).flatMap(([name, field]) => {
    const at = `${place.at}.${name}`;
    const after = is.properties?.[name];
    if (!after) return [`${at} is gone`];
    const optional = (was.required ?? []).includes(name) && !(is.required ?? []).includes(name) ? [`${at} may be missing`] : [];
    return [...optional, ...narrowedOutput(field, after, { ...place, at })];
  });
  const items = was.items && is.items ? narrowedOutput(was.items, is.items, { ...place, at: `${place.at}[]` }) : [];
  return [...fields, ...items];
}

function typeOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return value === null ? "null" : typeof value;
}
