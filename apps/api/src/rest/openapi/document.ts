import { errorTable } from "@skyhold/core";
import * as core from "@skyhold/core";
import type { ErrorCode } from "@skyhold/core";
import { z } from "zod";

import manifest from "../../../package.json" with { type: "json" };
import { outputSchema } from "../json-schema.ts";
import type { JsonSchema } from "../json-schema.ts";
import { listOperations } from "../operations.ts";
import type { Operation } from "../operations.ts";
import { titleOf } from "../problem.ts";
import { clientWaysOut, waysOut } from "../ways-out.ts";
import { exampleOf } from "./examples.ts";
import { describeInput } from "./parameters.ts";
import type { ErrorWords } from "./kept-document.ts";
import { describeProcedures, knownCodes, readClientMeanings, readMeanings } from "./read-sources.ts";
import type { Described, Meaning } from "./read-sources.ts";
import { codesByStatus, problemName, problemOfCode, problemResponse, responseName } from "./responses.ts";
import type { ResponseObject } from "./responses.ts";
import { apiInfo, headers, infoPath, problemSchema, securitySchemes, tagsOf } from "./surroundings.ts";

/** What all operations share; filled while they are written. */
interface Shared {
  readonly schemas: Map<string, JsonSchema>;
  /** The codes of each shared response. */
  readonly responses: Map<string, readonly ErrorCode[]>;
}

/** The names of the schemas that clients know: those under which core exports them. */
const names = new Map<z.core.$ZodType, string>(
  Object.entries(core).flatMap(([name, value]) =>
    value instanceof z.ZodObject && !name.endsWith("Input") ? [[value, name] as const] : [],
  ),
);

/** The OpenAPI 3.1 document of the API: operations from the router, schemas from zod, words from the docstrings. */
export function buildDocument() {
  const meanings = readMeanings();
  const shared: Shared = { schemas: new Map(), responses: new Map() };
  const described = describeProcedures();
  const operations = listOperations();
  const paths = new Map<string, Record<string, unknown>>([["/api/v1/info", infoPath]]);
  for (const operation of operations) {
    const words = described.get(operation.name);
    if (!words) throw new Error(`${operation.name} has no docstring that describes it`);
    const path = `/api/v1${operation.path}`;
    paths.set(path, { ...paths.get(path), [operation.method.toLowerCase()]: toOperationObject(operation, words, shared) });
  }
  const schemas = inOrder(shared.schemas);
  const refusal = (codes: readonly ErrorCode[]) => problemResponse(codes, { meanings, schemas });
  return {
    openapi: "3.1.1",
    info: { ...apiInfo, version: manifest.version },
    servers: [{ url: "/" }],
    tags: tagsOf(operations.map(({ name }) => tagOf(name))),
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes,
      headers,
      schemas: { Problem: problemSchema(knownCodes()), ...problemsByCode(meanings), ...withExamples(schemas) },
      responses: inOrder(new Map([...shared.responses].map(([name, codes]) => [name, refusal(codes)]))),
    },
    "x-errors": Object.fromEntries(knownCodes().map((code) => [code, describeCode(code, meanings)])),
    "x-client-errors": Object.fromEntries(readClientMeanings().map((each) => [each.code, describeClientCode(each)])),
  };
}

/** The tag of a procedure: its noun. */
function tagOf(name: string): string {
  return name.slice(0, name.lastIndexOf("."));
}

function problemsByCode(meanings: ReadonlyMap<ErrorCode, Meaning>): Record<string, JsonSchema> {
  return Object.fromEntries([...meanings].map(([code, meaning]) => [problemName(code), problemOfCode(code, meaning)]));
}

function describeClientCode({ code, meaning, details }: ReturnType<typeof readClientMeanings>[number]): ErrorWords {
  const way = clientWaysOut[code];
  if (!way) throw new Error(`ways-out.ts says nothing of ${code}`);
  return { title: titleOf(code), status: null, retryable: way.retryable, meaning, wayOut: way.wayOut, details };
}

function describeCode(code: ErrorCode, meanings: ReadonlyMap<ErrorCode, Meaning>): ErrorWords {
  const { meaning = "", details = "null" } = meanings.get(code) ?? {};
  return { title: titleOf(code), ...errorTable[code], meaning, wayOut: waysOut[code], details };
}

function toOperationObject(operation: Operation, words: Described, shared: Shared) {
  const guests = words.forWhom === "anyone" || words.forWhom === "public";
  const errors = [...codesByStatus(operation, words)].map(([status, codes]) => {
    shared.responses.set(responseName(codes), codes);
    return [String(status), { $ref: `#/components/responses/${responseName(codes)}` }] as const;
  });
  const [status, success] = successOf(operation, words, shared);
  const responses = new Map<string, object>([[status, success], ...errors]);
  return {
    operationId: operation.name,
    tags: [tagOf(operation.name)],
    summary: words.summary,
    description: words.description,
    security: [...(guests ? [{}] : []), { bearer: [] }, { cookie: [] }],
    ...describeInput(operation, words),
    responses: inOrder(responses),
  };
}

function successOf(operation: Operation, words: Described, shared: Shared): [string, ResponseObject] {
  const replayed = words.takesIdempotencyKey && { "idempotency-replayed": { $ref: "#/components/headers/IdempotencyReplayed" } };
  const answer = { headers: { "x-request-id": { $ref: "#/components/headers/RequestId" }, ...replayed } };
  if (operation.answers === "nothing") return ["204", { ...answer, description: "Done" }];
  if (operation.fileType !== null)
    return [
      "200",
      { ...answer, description: "The file", content: { [operation.fileType]: { schema: { type: "string", format: "binary" } } } },
    ];
  const schema = share(
    outputSchema(operation.output, (each) => names.get(each)),
    shared,
  );
  if (operation.answers === "json") return ["200", { ...answer, description: "The answer", content: { "application/json": { schema } } }];
  return [
    "200",
    {
      ...answer,
      description: "A stream of server-sent events. `data` of each is JSON of this schema, and `id` the version at which a stream goes on.",
      content: { "text/event-stream": { schema } },
    },
  ];
}

/** Puts the named schemas among the shared ones, and has all references point there. */
function share({ $defs = {}, ...schema }: JsonSchema, shared: Shared): JsonSchema {
  for (const [name, each] of Object.entries($defs)) shared.schemas.set(name, pointToShared(each));
  return pointToShared(schema);
}

function pointToShared(schema: JsonSchema): JsonSchema {
  const text = JSON.stringify(schema, (key: string, value: unknown) => (key === "id" && typeof value === "string" ? undefined : value));
  return z.custom<JsonSchema>().parse(JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')));
}

function withExamples(schemas: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, { ...schema, examples: [exampleOf(schema, { definitions: schemas })] }]),
  );
}

function inOrder<Value>(map: ReadonlyMap<string, Value>): Record<string, Value> {
  return Object.fromEntries([...map].toSorted(([a], [b]) => a.localeCompare(b)));
}
