import { z } from "zod";

import { listOperations } from "../rest/operations.ts";
import type { Operation } from "../rest/operations.ts";
import type { Problem } from "../rest/problem.ts";

/** Every operation of REST by the name of its procedure. */
export const operations: ReadonlyMap<string, Operation> = new Map(listOperations().map((operation) => [operation.name, operation]));

/** What REST answered: `data` of a success, or the problem document. */
export interface OperationAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
  readonly problem: Problem | null;
}

/** Who calls, with what. `body` is sent as it is, in place of the input's. */
export interface OperationCall {
  readonly token?: string | null;
  readonly input?: unknown;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const Fields = z.record(z.string(), z.unknown()).catch({});
const AnyProblem = z.custom<Problem>(
  (value) => z.object({ type: z.string(), code: z.string(), detail: z.string() }).safeParse(value).success,
);

/** Calls an operation over HTTP as any client would. Of a stream, the first event is the answer. */
export async function callOperation(url: string, name: string, { token, input, body, headers }: OperationCall): Promise<OperationAnswer> {
  const operation = operations.get(name);
  if (!operation) throw new Error(`There is no operation ${name}`);
  const { address, rest } = toAddress(operation, Fields.parse(input));
  const ending = new AbortController();
  const response = await fetch(`${url}${address}`, {
    method: operation.method,
    headers: {
      ...(operation.method === "GET" ? {} : { "content-type": "application/json" }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    ...(operation.method === "GET" ? {} : { body: body ?? JSON.stringify(rest) }),
    signal: ending.signal,
  });
  const answer = await readAnswer(response);
  ending.abort();
  return answer;
}

/** The address that an input has, and the fields that are left for the body. */
function toAddress({ method, path, pathFields }: Operation, input: Readonly<Record<string, unknown>>) {
  const filled = path.replaceAll(/\{(\w+)\}/gu, (_whole, name: string) => encodeURIComponent(asText(input[name]) || "-"));
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !pathFields.includes(name)));
  const query = method === "GET" ? toQuery(rest).map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`) : [];
  return { address: `/api/v1${filled}${query.length > 0 ? `?${query.join("&")}` : ""}`, rest };
}

/** `{ passengers: { adults: 2 } }` as `passengers.adults=2`; lists repeat their parameter, and lists of objects are JSON. */
function toQuery(value: unknown, name = ""): [string, string][] {
  if (value === undefined) return [];
  if (Array.isArray(value))
    return value.some((item) => typeof item === "object") ? [[name, JSON.stringify(value)]] : value.map((item) => [name, asText(item)]);
  if (typeof value !== "object" || value === null) return [[name, asText(value)]];
  return Object.entries(value).flatMap(([key, field]) => toQuery(field, name === "" ? key : `${name}.${key}`));
}

function asText(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.toWellFormed();
}

async function readAnswer(response: Response): Promise<OperationAnswer> {
  const { status, headers } = response;
  const type = headers.get("content-type") ?? "";
  if (type.startsWith("application/problem+json")) return { status, headers, data: null, problem: AnyProblem.parse(await response.json()) };
  if (type.startsWith("text/event-stream")) return { status, headers, data: await firstEvent(response), problem: null };
  if (type.startsWith("application/json")) return { status, headers, data: await response.json(), problem: null };
  return { status, headers, data: Buffer.from(await response.arrayBuffer()), problem: null };
}

async function firstEvent(response: Response): Promise<unknown> {
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(z.instanceof(Uint8Array).parse(chunk));
    const data = /^data: (.+)\n\n/mu.exec(text)?.[1];
    if (data !== undefined) return JSON.parse(data);
  }
  throw new Error("The stream ended without an event");
}
