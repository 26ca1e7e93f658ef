import { CalendarDocument, Document } from "@skyhold/core";
import { z } from "zod";

import { eventSchemaOf } from "../event-stream.ts";
import { appRouter } from "../router.ts";
import { inputSchema } from "./json-schema.ts";
import type { JsonSchema } from "./json-schema.ts";
import { needIdempotencyKey, paths } from "./paths.ts";
import type { ProcedureName, RestMethod } from "./paths.ts";
import { queryFieldsOf } from "./query-fields.ts";
import type { QueryField } from "./query-fields.ts";

/** A procedure as REST offers it. */
export interface Operation {
  readonly name: ProcedureName;
  readonly type: "query" | "mutation" | "subscription";
  readonly method: RestMethod;
  /** Below `/api/v1`, with its fields in braces: `/bookings/{bookingId}`. */
  readonly path: string;
  /** The fields of the input that stand in the path. */
  readonly pathFields: readonly string[];
  /** The fields of the input that stand in the query; only a GET has any. */
  readonly queryFields: readonly QueryField[];
  readonly needsIdempotencyKey: boolean;
  readonly input: JsonSchema;
  readonly output: z.ZodType;
  /** What the answer is: JSON, nothing (204), a file to keep, or server-sent events, whose schema then is `output`. */
  readonly answers: "json" | "nothing" | "file" | "events";
  /** The media type of a file; null for all other answers. */
  readonly fileType: string | null;
}

const Procedures = z.partialRecord(
  z.string(),
  z.custom<{ readonly _def: { readonly type: Operation["type"]; readonly inputs: readonly z.ZodType[]; readonly output: z.ZodType } }>(),
);
const Place = z.templateLiteral([z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]), " ", z.string()]);

/** Every procedure of the API as an operation, in the order of the table of paths. */
export function listOperations(): Operation[] {
  const procedures = Procedures.parse(appRouter._def.procedures);
  return Object.keys(paths).map((key) => {
    const name = z.custom<ProcedureName>((value) => typeof value === "string" && value in paths).parse(key);
    const procedure = procedures[name];
    if (!procedure) throw new Error(`There is no procedure ${name}`);
    return toOperation(name, procedure._def);
  });
}

function toOperation(
  name: ProcedureName,
  { type, inputs, output }: { type: Operation["type"]; inputs: readonly z.ZodType[]; output: z.ZodType },
): Operation {
  const place = Place.parse(paths[name]);
  const [method, path] = [place.slice(0, place.indexOf(" ")), place.slice(place.indexOf(" ") + 1)];
  const input = inputSchema(inputs[0] ?? z.strictObject({}));
  const pathFields = [...path.matchAll(/\{(\w+)\}/gu)].map(([, field = ""]) => field);
  const event = eventSchemaOf(output);
  return {
    name,
    type,
    method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).parse(method),
    path,
    pathFields,
    queryFields: method === "GET" ? queryFieldsOf(input).filter((field) => !pathFields.includes(field.name)) : [],
    needsIdempotencyKey: needIdempotencyKey.has(name),
    input,
    output: event ?? output,
    answers: event ? "events" : answerOf(output),
    fileType: fileTypes.get(output) ?? null,
  };
}

/** The outputs that are files, with their media types. */
const fileTypes = new Map<z.ZodType, string>([
  [Document, "application/pdf"],
  [CalendarDocument, "text/calendar"],
]);

function answerOf(output: z.ZodType): Operation["answers"] {
  if (fileTypes.has(output)) return "file";
  return output instanceof z.ZodNull ? "nothing" : "json";
}
