import { z } from "zod";

import type { JsonSchema } from "../json-schema.ts";
import { narrowedInput, narrowedOutput } from "./schema-changes.ts";
import type { Definitions } from "./schema-changes.ts";

const Content = z.record(z.string(), z.looseObject({ schema: z.custom<JsonSchema>() }));
const Parameter = z.looseObject({
  name: z.string(),
  in: z.string(),
  required: z.boolean(),
  schema: z.custom<JsonSchema>().optional(),
  content: Content.optional(),
});
const OperationObject = z.looseObject({
  parameters: z.array(Parameter).default([]),
  requestBody: z.looseObject({ required: z.boolean(), content: Content }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: Content.optional() })),
});
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), OperationObject)),
  components: z.looseObject({ schemas: z.record(z.string(), z.custom<JsonSchema>()) }),
});
type OperationObject = z.infer<typeof OperationObject>;
type Parameter = z.infer<typeof Parameter>;

interface Versions {
  readonly before: Definitions;
  readonly after: Definitions;
}

/**
 * What in a new version of the document breaks clients of the old one, a sentence each: an operation, an answer's field or a value that an
 * input may have is gone, or an input has to have more than before. What only adds is no such change.
 */
export function breakingChanges(old: unknown, fresh: unknown): string[] {
  const [before, after] = [Document.parse(old), Document.parse(fresh)];
  const versions = { before: before.components.schemas, after: after.components.schemas };
  return Object.entries(before.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const place = `${method.toUpperCase()} ${path}`;
      const now = after.paths[path]?.[method];
      return now ? changesOf(operation, now, versions).map((change) => `${place}: ${change}`) : [`${place}: the operation is gone`];
    }),
  );
}

const Versioned = z.looseObject({ info: z.looseObject({ version: z.string() }) });

function versionOf(document: unknown): number[] {
  return Versioned.parse(document).info.version.split(".").map(Number);
}

/** Whether the new document's version announces that clients of the old one may break (Semantic Versioning). */
export function mayBreak(old: unknown, fresh: unknown): boolean {
  const [major = 0, minor = 0] = versionOf(old);
  const [newMajor = 0, newMinor = 0] = versionOf(fresh);
  return newMajor > major || (major === 0 && newMajor === 0 && newMinor > minor);
}

function changesOf(before: OperationObject, after: OperationObject, versions: Versions): string[] {
  return [
    ...before.parameters.flatMap((parameter) => parameterChanges(parameter, after.parameters, versions)),
    ...after.parameters
      .filter((each) => each.required && !findIn(before.parameters, each))
      .map(({ name }) => `the parameter ${name} is required and new`),
    ...bodyChanges(before, after, versions),
    ...Object.entries(before.responses).flatMap(([status, response]) => responseChanges([status, response], after.responses, versions)),
  ];
}

function parameterChanges(before: Parameter, parameters: readonly Parameter[], versions: Versions): string[] {
  const after = findIn(parameters, before);
  if (!after) return [`the parameter ${before.name} is gone`];
  const required = after.required && !before.required ? [`the parameter ${before.name} has become required`] : [];
  return [...required, ...narrowedInput(schemaOf(before), schemaOf(after), { ...versions, at: before.name })];
}

function findIn(parameters: readonly Parameter[], wanted: Parameter): Parameter | undefined {
  return parameters.find((each) => each.name === wanted.name && each.in === wanted.in);
}

function schemaOf({ schema, content }: Parameter): JsonSchema {
  return schema ?? content?.["application/json"]?.schema ?? {};
}

function bodyChanges({ requestBody: before }: OperationObject, { requestBody: after }: OperationObject, versions: Versions): string[] {
  if (!after) return before ? ["it takes no body any more"] : [];
  const required = after.required && before?.required !== true ? ["the body has become required"] : [];
  const was = before?.content["application/json"]?.schema ?? {};
  const is = after.content["application/json"]?.schema ?? {};
  return [...required, ...(before ? narrowedInput(was, is, { ...versions, at: "body" }) : [])];
}

function responseChanges(
  [status, before]: [string, OperationObject["responses"][string]],
  responses: OperationObject["responses"],
  versions: Versions,
): string[] {
  // Which refusals there are is told by the codes; a status of theirs that is gone harms nobody.
  if (!status.startsWith("2")) return [];
  const after = responses[status];
  if (!after) return [`the answer ${status} is gone`];
  return Object.entries(before.content ?? {}).flatMap(([type, { schema }]) => {
    const now = after.content?.[type]?.schema;
    return now ? narrowedOutput(schema, now, { ...versions, at: "answer" }) : [`the answer is no ${type} any more`];
  });
}
