import { invalidInput } from "./errors.ts";
import type { SkyholdError } from "./errors.ts";

/** How often and how patiently a call is repeated. */
export interface RetryOptions {
  /** How many times a call is made at most, the first included. 1 turns retries off. 3 when left out. */
  readonly attempts?: number;
  /** Wait before the second attempt in milliseconds, doubled before each further one. 250 when left out. */
  readonly baseDelayMs?: number;
  /** The longest wait of the client's own choice in milliseconds. 8,000 when left out. A server's `Retry-After` may ask for more. */
  readonly maxDelayMs?: number;
}

/** One HTTP request that has ended: for logs and metrics. */
export interface RequestReport {
  /** The procedure, `bookings.hold`. */
  readonly procedure: string;
  /** 1 for the first request of a call. */
  readonly attempt: number;
  readonly durationMs: number;
  /** What went wrong; null when the call succeeded. */
  readonly error: SkyholdError | null;
  /** Milliseconds until the next attempt; null when there will be none. */
  readonly retryInMs: number | null;
}

/** What the client asks of `fetch`. */
export interface FetchRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** What `createClient` takes. */
export interface ClientOptions {
  /** Address of the Skyhold server, `https://api.example.com`; a path in front of the API is kept. */
  readonly url: string | URL;
  /** Bearer token of a session, when you keep one from an earlier login; or an access token of an issuer that the server trusts, such as Supabase. */
  readonly token?: string | null;
  /** How long a call may take in milliseconds, with all its retries. 30,000 when left out; `Infinity` for no limit. */
  readonly timeoutMs?: number;
  /** Retries after network failures and while the server is busy (429, 503). */
  readonly retry?: RetryOptions;
  /** Another `fetch` than the global one, for proxies and tests. */
  readonly fetch?: (url: string, request: FetchRequest) => Promise<Response>;
  /** Is told of every HTTP request once it has ended. What it throws is ignored, so that a fault in logging fails no booking. */
  readonly onRequest?: (report: RequestReport) => void;
}

/** The optional last argument of every call. */
export interface CallOptions {
  /** Aborts the call, which then rejects with ABORTED. */
  readonly signal?: AbortSignal | undefined;
  /** How long this call may take in milliseconds, with all its retries; the client's `timeoutMs` when left out. */
  readonly timeoutMs?: number | undefined;
  /**
   * Names a change, so that repeating it does not do it twice: 1 to 255 visible ASCII characters. Each call makes a key of
   * its own when left out. Give one to repeat a call safely after a restart of your program. Queries send none.
   */
  readonly idempotencyKey?: string | undefined;
}

/** The optional last argument of what is watched. */
export interface WatchOptions {
  /** Ends the watch; the loop over it is then over, without an error. */
  readonly signal?: AbortSignal | undefined;
}

/** The address in front of `/trpc`, without a slash at its end; refuses what is no address, in a sentence. */
export function checkUrl(url: string | URL): string {
  const text = String(url);
  if (!URL.canParse(text))
    throw invalidInput("url", `createClient needs the server's address, { url: "https://api.example.com" }, not "${text}"`);
  const { protocol, username, password, origin, pathname } = new URL(text);
  if (protocol !== "http:" && protocol !== "https:")
    throw invalidInput("url", `The address must begin with https:// or http://, not ${protocol}`);
  if (username !== "" || password !== "") throw invalidInput("url", "The address must not hold a user name or a password; pass a `token`");
  return `${origin}${pathname.replace(/\/+$/u, "")}`;
}

/** A time limit as it is; refuses what is no number of milliseconds. */
export function checkTimeout(timeoutMs: number): number {
  if (!(timeoutMs > 0)) throw invalidInput("timeoutMs", `A time limit is a number of milliseconds above 0, not ${timeoutMs}`);
  return timeoutMs;
}

/** The retry options with their defaults; refuses numbers that make no sense. */
export function checkRetry({ attempts = 3, baseDelayMs = 250, maxDelayMs = 8_000 }: RetryOptions = {}): Required<RetryOptions> {
  if (!Number.isInteger(attempts) || attempts < 1) throw invalidInput("retry.attempts", `A whole number from 1 on, not ${attempts}`);
  if (!(baseDelayMs >= 0)) throw invalidInput("retry.baseDelayMs", `A number of milliseconds, not ${baseDelayMs}`);
  if (!(maxDelayMs >= 0)) throw invalidInput("retry.maxDelayMs", `A number of milliseconds, not ${maxDelayMs}`);
  return { attempts, baseDelayMs, maxDelayMs };
}

/** Another issuer's access token is longer than a session's. */
const longest = { token: 8192, idempotencyKey: 255 } as const;

/** A value that can travel in a header; a stray line break would otherwise look like a network failure. */
export function checkHeader(path: keyof typeof longest, value: string): string {
  if (!/^[\u0021-\u007E]+$/u.test(value) || value.length > longest[path])
    throw invalidInput(path, `1 to ${longest[path]} visible ASCII characters, without spaces and line breaks`);
  return value;
}
