import { SkyholdError } from "./errors.ts";
import type { ErrorCode } from "./errors.ts";

/** What ends a call early: its time limit and the caller's signal, as one. */
export interface Limits {
  /** For `fetch`: aborted when either strikes. */
  readonly signal: AbortSignal;
  /** Milliseconds left. */
  readonly remainingMs: () => number;
  /** Waits, unless a limit strikes first. */
  readonly pause: (ms: number) => Promise<void>;
  /** The promise's outcome, or TIMEOUT or ABORTED as soon as a limit strikes, even if the work goes on. */
  readonly within: <Value>(work: Promise<Value>) => Promise<Value>;
  /** Frees the timer and the caller's signal. */
  readonly close: () => void;
}

/** What `openLimits` takes. */
export interface LimitOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly docsOf: (code: ErrorCode) => string;
}

/** Longer timers overflow and fire at once. */
const longestTimer = 2 ** 31 - 1;

/** Starts the clock of a call. */
export function openLimits({ timeoutMs, signal, docsOf }: LimitOptions): Limits {
  const controller = new AbortController();
  const ends = performance.now() + timeoutMs;
  let strike = (_error: SkyholdError): void => undefined;
  const struck = new Promise<never>((_resolve, reject) => {
    strike = (error) => {
      controller.abort();
      reject(error);
    };
  });
  struck.catch(() => undefined);
  const onAbort = () => strike(aborted(signal?.reason, docsOf("ABORTED")));
  const timer = timeoutMs <= longestTimer ? setTimeout(() => strike(timedOut(timeoutMs, docsOf("TIMEOUT"))), timeoutMs) : undefined;
  signal?.addEventListener("abort", onAbort, { once: true });
  if (signal?.aborted === true) onAbort();
  const within = <Value>(work: Promise<Value>) => Promise.race([struck, work]);
  return {
    signal: controller.signal,
    remainingMs: () => ends - performance.now(),
    within,
    pause: (ms) => pause(ms, within),
    close: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    },
  };
}

function timedOut(timeoutMs: number, docs: string): SkyholdError {
  const message = `The call took longer than ${timeoutMs} ms; whether the server acted is unknown`;
  return new SkyholdError("TIMEOUT", message, { details: { timeoutMs }, status: null, retryable: true, requestId: null, docs });
}

function aborted(cause: unknown, docs: string): SkyholdError {
  const facts = { details: null, status: null, retryable: false, requestId: null, docs, cause };
  return new SkyholdError("ABORTED", "The call was aborted by its signal; whether the server acted is unknown", facts);
}

async function pause(ms: number, within: (work: Promise<void>) => Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await within(over);
  } finally {
    clearTimeout(timer);
  }
}
