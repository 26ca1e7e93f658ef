import { invalidInput } from "@skyhold/core";

import type { Operation } from "./operations.ts";
import { readField } from "./query-fields.ts";

/** The parts of a request that an input is read from. */
export interface RequestParts {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly body: unknown;
  /** Where a stream that was cut goes on. */
  readonly lastEventId: string | null;
}

/** The input of an operation as its procedure takes it, which judges it. Refuses by name only what would get lost on the way. */
export function readInput(operation: Operation, { params, query, body, lastEventId }: RequestParts): unknown {
  const fromPath = Object.fromEntries(operation.pathFields.map((name) => [name, params[name]]));
  if (operation.method === "GET") return { ...readQuery(operation, query), ...fromPath, ...resumeAt(operation, lastEventId) };
  const [unexpected] = Object.keys(query);
  if (unexpected !== undefined) throw invalidInput(unexpected, "This operation takes no query parameters: its input is the JSON body");
  if (body === undefined) return fromPath;
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw invalidInput("body", "A JSON object with the fields of the input");
  for (const name of operation.pathFields)
    if (Object.hasOwn(body, name)) throw invalidInput(name, "It stands in the path: leave it out of the body");
  return { ...body, ...fromPath };
}

function resumeAt({ answers }: Operation, lastEventId: string | null): { readonly lastEventId?: string } {
  return answers === "events" && lastEventId !== null ? { lastEventId } : {};
}

function readQuery({ queryFields }: Operation, query: RequestParts["query"]): Readonly<Record<string, unknown>> {
  const input = new Map<string, unknown>();
  for (const [name, given] of Object.entries(query)) {
    const field = queryFields.find((each) => each.name === name);
    // What is not known is left for the schema to refuse.
    if (field) place(input, field.keys, readField(field, given));
    else input.set(name, given);
  }
  return toObject(input);
}

function place(input: Map<string, unknown>, [key = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    input.set(key, value);
    return;
  }
  const known = input.get(key);
  const inner = known instanceof Map ? new Map<string, unknown>(known) : new Map<string, unknown>();
  place(inner, rest, value);
  input.set(key, inner);
}

function toObject(map: ReadonlyMap<string, unknown>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...map].map(([key, value]) => [key, value instanceof Map ? toObject(new Map<string, unknown>(value)) : value]),
  );
}
