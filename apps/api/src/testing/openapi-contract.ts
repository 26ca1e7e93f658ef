import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { z } from "zod";

import { readKeptDocument } from "../rest/openapi/kept-document.ts";
import type { Operation } from "../rest/operations.ts";
import type { OperationAnswer } from "./call-operation.ts";

const Response = z.looseObject({ $ref: z.string().optional(), content: z.record(z.string(), z.unknown()).optional() });
const Contract = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ responses: z.record(z.string(), Response) }))),
  components: z.looseObject({ responses: z.record(z.string(), Response) }),
});

const Exampled = z.object({
  operationId: z.string(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), example: z.unknown().optional() })).default([]),
  requestBody: z
    .object({ content: z.object({ "application/json": z.looseObject({ example: z.record(z.string(), z.unknown()) }) }) })
    .optional(),
});

/** What the document shows of each operation's input, by the operation's name, with other days where a call is only good ahead of them. */
export function exampleInputs(move: (date: string) => string): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const text = readKeptDocument().text.replaceAll(/(?<=")2026-12-\d\d(?=[T"])/gu, move);
  const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), Exampled)) }).parse(JSON.parse(text));
  return new Map(
    Object.values(paths)
      .flatMap((operations) => Object.values(operations))
      .map(({ operationId, parameters, requestBody }) => {
        const shown = parameters.filter((each) => each.in !== "header" && each.example !== undefined);
        const fields = Object.fromEntries(shown.map(({ name, example }) => [name, example]));
        return [operationId, { ...fields, ...requestBody?.content["application/json"].example }];
      }),
  );
}

/** Judges answers by the OpenAPI document that is kept. */
export function openContract() {
  const document = Contract.parse(JSON.parse(readKeptDocument().text));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, "api", false, false);

  /** What an answer has that the document does not promise; nothing when it is as documented. */
  return function faultsOf({ method, path }: Operation, { status, headers, data, problem }: OperationAnswer): string[] {
    const responses = document.paths[`/api/v1${path}`]?.[method.toLowerCase()]?.responses ?? {};
    const response = responses[String(status)];
    if (!response) return [`${status} (${problem?.code ?? "no problem"}) is not documented`];
    const name = response.$ref?.split("/").at(-1);
    const place =
      name === undefined
        ? ["paths", `/api/v1${path}`, method.toLowerCase(), "responses", String(status)]
        : ["components", "responses", name];
    const { content } = name === undefined ? response : (document.components.responses[name] ?? {});
    if (!content) return status === 204 ? [] : [`${status} has no documented content`];
    const type = headers.get("content-type")?.split(";")[0] ?? "";
    if (!(type in content)) return [`${type} is not documented for ${status}`];
    if (Buffer.isBuffer(data)) return [];
    const validate = ajv.compile({ $ref: `api#/${[...place, "content", type, "schema"].map(toPointer).join("/")}` });
    return validate(problem ?? data) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ""}`);
  };
}

function toPointer(key: string): string {
  return encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
}
