import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

import {
  getSeatMap,
  GetSeatMapInput,
  priceCalendar,
  PriceCalendarInput,
  searchAirports,
  SearchAirportsInput,
  searchFlights,
  SearchFlightsInput,
} from "@skyhold/core";
import type { Context, User } from "@skyhold/core";
import { TRPCError } from "@trpc/server";
import type { FastifyReply } from "fastify";
import type { z } from "zod";

import type { ProcedureName } from "./paths.ts";

/** A read that is called so often that it goes to its use case without tRPC. */
interface HotRead {
  readonly read: (app: Context<User | null>, input: unknown) => Promise<object>;
  readonly cacheControl: string;
  /** Whether the same answer may come again: then it is written, named and compressed once. */
  readonly comesAgain: boolean;
}

/** Their answers are what the use cases' types say; a test holds them against the document, field by field. */
export const hotReads: Readonly<Partial<Record<ProcedureName, HotRead>>> = {
  "seats.map": {
    read: (app, input) => getSeatMap(app, parse(GetSeatMapInput, input)),
    cacheControl: "private, no-cache",
    comesAgain: true,
  },
  // Each answer is signed anew, so asking whether it has changed would always be told yes. Prices and seats are never staler than two seconds.
  "flights.search": {
    read: (app, input) => searchFlights(app, parse(SearchFlightsInput, input)),
    cacheControl: "private, max-age=2",
    comesAgain: false,
  },
  "flights.calendar": {
    read: (app, input) => priceCalendar(app, parse(PriceCalendarInput, input)),
    cacheControl: "private, max-age=2",
    comesAgain: false,
  },
  // Whoever types goes back and forth over the same letters.
  "airports.search": {
    read: (app, input) => searchAirports(app, parse(SearchAirportsInput, input)),
    cacheControl: "private, max-age=60",
    comesAgain: false,
  },
};

function parse<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new TRPCError({ code: "BAD_REQUEST", cause: parsed.error });
}

type Encoding = "br" | "gzip";

interface Written {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly compressed: Map<Encoding, Promise<Buffer>>;
}

/** What is the same object again is not written again. */
const written = new WeakMap<object, Written>();

function write(answer: object): Written {
  const known = written.get(answer);
  if (known) return known;
  const bytes = Buffer.from(JSON.stringify(answer));
  // Weak, because the same answer may be sent compressed.
  const etag = `W/"${createHash("sha1").update(bytes).digest("base64url")}"`;
  const fresh: Written = { bytes, etag, compressed: new Map() };
  written.set(answer, fresh);
  return fresh;
}

/** Sends the answer of a hot read, or 304 to whoever has it already. */
export async function sendHot(reply: FastifyReply, { cacheControl, comesAgain }: HotRead, answer: object): Promise<FastifyReply> {
  void reply.headers({ "cache-control": cacheControl, vary: "origin, authorization, cookie" });
  if (!comesAgain) return reply.type(json).send(JSON.stringify(answer));
  const whole = write(answer);
  void reply.header("etag", whole.etag);
  const known = reply.request.headers["if-none-match"]?.split(",").map((each) => each.trim().replace(/^(?!W\/)/u, "W/"));
  if (known?.some((each) => each === whole.etag || each === "W/*")) return reply.code(304).send();
  const encoding = encodingFor(reply);
  if (encoding === null) return reply.type(json).send(whole.bytes);
  const compressed = whole.compressed.get(encoding) ?? compress(whole.bytes, encoding);
  whole.compressed.set(encoding, compressed);
  void reply.headers({ "content-encoding": encoding, vary: "origin, authorization, cookie, accept-encoding" });
  return reply.type(json).send(await compressed);
}

const json = "application/json; charset=utf-8";

/** As good as it gets in the time in which the answer is made. */
export const brotliParams = { [constants.BROTLI_PARAM_QUALITY]: 4 };

const shrinkWith = { br: promisify(brotliCompress), gzip: promisify(gzip) } as const;

function compress(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  return encoding === "br" ? shrinkWith.br(bytes, { params: brotliParams }) : shrinkWith.gzip(bytes);
}

/** The better one of those that the caller reads; null leaves it to the plugin, which knows the rarer ways to ask. */
function encodingFor({ request }: FastifyReply): Encoding | null {
  const accepted = request.headers["accept-encoding"]?.toString() ?? "";
  if (/[;*]/u.test(accepted) || request.headers["x-no-compression"] !== undefined) return null;
  const names = new Set(accepted.split(",").map((name) => name.trim()));
  return names.has("br") ? "br" : names.has("gzip") ? "gzip" : null;
}
