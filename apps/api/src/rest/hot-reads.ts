import { createHash } from "node:crypto";

import { getSeatMap, GetSeatMapInput, searchFlights, SearchFlightsInput } from "@skyhold/core";
import type { Context, User } from "@skyhold/core";
import { TRPCError } from "@trpc/server";
import type { FastifyReply } from "fastify";
import type { z } from "zod";

import type { ProcedureName } from "./paths.ts";

/** A read that is called so often that it goes to its use case without tRPC. */
interface HotRead {
  readonly read: (app: Context<User | null>, input: unknown) => Promise<object>;
  readonly cacheControl: string;
}

/** Their answers are what the use cases' types say; a test holds them against the document, field by field. */
export const hotReads: Readonly<Partial<Record<ProcedureName, HotRead>>> = {
  "seats.map": { read: (app, input) => getSeatMap(app, parse(GetSeatMapInput, input)), cacheControl: "private, no-cache" },
  // Each answer is signed anew, so asking again whether it has changed would always be told yes. Prices and seats are never staler than two seconds.
  "flights.search": { read: (app, input) => searchFlights(app, parse(SearchFlightsInput, input)), cacheControl: "private, max-age=2" },
};

function parse<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new TRPCError({ code: "BAD_REQUEST", cause: parsed.error });
}

interface Written {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** What is the same object again is not written again. */
const written = new WeakMap<object, Written>();

function write(answer: object): Written {
  const known = written.get(answer);
  if (known) return known;
  const bytes = Buffer.from(JSON.stringify(answer));
  // Weak, because the same answer may be sent compressed.
  const fresh = { bytes, etag: `W/"${createHash("sha1").update(bytes).digest("base64url")}"` };
  written.set(answer, fresh);
  return fresh;
}

/** Sends the answer of a hot read, or 304 to whoever has it already. */
export function sendHot(reply: FastifyReply, { cacheControl }: HotRead, answer: object): FastifyReply {
  const { bytes, etag } = write(answer);
  void reply.headers({ "cache-control": cacheControl, etag, vary: "origin, authorization, cookie" });
  const known = reply.request.headers["if-none-match"]?.split(",").map((each) => each.trim().replace(/^(?!W\/)/u, "W/"));
  if (known?.some((each) => each === etag || each === "W/*")) return reply.code(304).send();
  return reply.type("application/json; charset=utf-8").send(bytes);
}
