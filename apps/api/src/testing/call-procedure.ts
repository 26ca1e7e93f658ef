import { deserialize, serialize } from "superjson";
import type { SuperJSONResult } from "superjson";
import { z } from "zod";

import type { SkyholdErrorData } from "../error-shape.ts";
import { appRouter } from "../router.ts";

const Procedure = z.custom<{
  readonly _def: { readonly type: string; readonly inputs: readonly z.ZodType[]; readonly output: z.ZodType };
}>();

/** Every procedure of the API by its path, with its schemas. */
export const procedures = z.record(z.string(), Procedure).parse(appRouter._def.procedures);

const Envelope = z.object({
  result: z.object({ data: z.custom<SuperJSONResult>() }).optional(),
  error: z.custom<SuperJSONResult>().optional(),
});
const Problem = z.object({ message: z.string() }).and(z.custom<SkyholdErrorData>());

/** What came back: `data` of a success, or the error. */
export interface ProcedureAnswer {
  readonly status: number;
  readonly data: unknown;
  readonly error: { readonly message: string; readonly data: SkyholdErrorData } | null;
}

/** Who calls, with what. `wire` is sent as it is, in place of the input. */
export interface ProcedureCall {
  readonly token?: string | null;
  readonly input?: unknown;
  readonly wire?: string;
}

/** Calls a procedure over HTTP as any client would, by its own method. Of a stream, the first event is the answer. */
export async function callProcedure(url: string, path: string, { token, input, wire }: ProcedureCall): Promise<ProcedureAnswer> {
  const sent = wire ?? encode(input);
  const type = procedures[path]?._def.type ?? "query";
  const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const ending = new AbortController();
  const response =
    type === "mutation"
      ? await fetch(`${url}/trpc/${path}`, { method: "POST", headers, body: sent })
      : await fetch(`${url}/trpc/${path}?input=${encodeURIComponent(sent)}`, { headers, signal: ending.signal });
  if (response.headers.get("content-type")?.startsWith("text/event-stream")) {
    const answer = await firstEvent(response);
    ending.abort();
    return answer;
  }
  const body = await response.json();
  const { result, error } = Envelope.parse(body);
  const { status } = response;
  if (result) return { status, data: deserialize(result.data), error: null };
  // What stands before the procedures answers plain problem documents.
  return { status, data: null, error: error ? deserialize(error) : toError(Problem.parse(body)) };
}

/** As our own clients encode it. A name that their encoder refuses to send, such as `__proto__`, goes as plain JSON: others send it. */
function encode(input: unknown): string {
  try {
    return JSON.stringify(serialize(input));
  } catch {
    return JSON.stringify({ json: input });
  }
}

function toError({ message, ...data }: z.infer<typeof Problem>): ProcedureAnswer["error"] {
  return { message, data };
}

async function firstEvent(response: Response): Promise<ProcedureAnswer> {
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(z.instanceof(Uint8Array).parse(chunk));
    for (const block of text.split("\n\n").slice(0, -1)) {
      const data = /^data: (.+)$/mu.exec(block)?.[1];
      if (data === undefined || block.includes("event: connected")) continue;
      const event = z.custom<SuperJSONResult>().parse(JSON.parse(data));
      if (!block.includes("event: serialized-error")) return { status: 200, data: deserialize(event), error: null };
      const error = deserialize<NonNullable<ProcedureAnswer["error"]>>(event);
      return { status: error.data.status, data: null, error };
    }
  }
  throw new Error("The stream ended without an event");
}
