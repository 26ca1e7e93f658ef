import type { SkyholdError } from "./errors.ts";
import { toFailure } from "./failure.ts";
import { openLimits } from "./limits.ts";
import type { Limits } from "./limits.ts";
import { checkHeader, checkTimeout } from "./options.ts";
import type { CallOptions, RequestReport, RetryOptions } from "./options.ts";
import { retryDelay } from "./retry.ts";

/** What a call hands to tRPC: the signal, and what the link puts into headers. */
export interface Request {
  readonly signal: AbortSignal;
  readonly context: { readonly idempotencyKey?: string };
}

/** Makes one request; called again for each attempt. */
export type Send<Answer> = (request: Request) => Promise<Answer>;

/** Makes calls with time limit, retries and one form of error. */
export interface Caller {
  /** A procedure that changes nothing. */
  readonly query: <Answer>(procedure: string, options: CallOptions | undefined, send: Send<Answer>) => Promise<Answer>;
  /** A change that is harmless twice, by its key or by its nature. */
  readonly mutate: <Answer>(procedure: string, options: CallOptions | undefined, send: Send<Answer>) => Promise<Answer>;
  /** A change that must not be repeated when it may have happened. */
  readonly mutateOnce: <Answer>(procedure: string, options: CallOptions | undefined, send: Send<Answer>) => Promise<Answer>;
}

/** What all calls of a client share. */
export interface CallerSettings {
  readonly timeoutMs: number;
  readonly retry: Required<RetryOptions>;
  readonly onRequest: ((report: RequestReport) => void) | undefined;
  /** Where a code is explained. */
  readonly docsOf: (code: string) => string;
}

interface Call<Answer> {
  readonly procedure: string;
  readonly harmlessTwice: boolean;
  readonly send: Send<Answer>;
  readonly context: Request["context"];
}

/** Builds the caller of a client. */
export function createCaller(settings: CallerSettings): Caller {
  return {
    query: (procedure, options, send) => run(settings, options, { procedure, send, harmlessTwice: true, context: {} }),
    mutate: async (procedure, options, send) => run(settings, options, { procedure, send, harmlessTwice: true, context: key(options) }),
    mutateOnce: async (procedure, options, send) =>
      run(settings, options, { procedure, send, harmlessTwice: false, context: key(options) }),
  };
}

/** `crypto.randomUUID` is missing on pages that are not served over https; this is everywhere. */
function key(options: CallOptions | undefined): Request["context"] {
  if (options?.idempotencyKey !== undefined) return { idempotencyKey: checkHeader("idempotencyKey", options.idempotencyKey) };
  const random = crypto.getRandomValues(new Uint8Array(16));
  return { idempotencyKey: Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("") };
}

async function run<Answer>(settings: CallerSettings, options: CallOptions | undefined, call: Call<Answer>): Promise<Answer> {
  const timeoutMs = checkTimeout(options?.timeoutMs ?? settings.timeoutMs);
  const limits = openLimits({ timeoutMs, signal: options?.signal, docsOf: settings.docsOf });
  try {
    return await attempt(settings, limits, call);
  } finally {
    limits.close();
  }
}

async function attempt<Answer>(settings: CallerSettings, limits: Limits, call: Call<Answer>): Promise<Answer> {
  for (let count = 1; ; count += 1) {
    const outcome = await request(settings, limits, { ...call, attempt: count });
    if ("answer" in outcome) return outcome.answer;
    if (outcome.retryInMs === null) throw outcome.error;
    await limits.pause(outcome.retryInMs);
  }
}

type Outcome<Answer> = { readonly answer: Answer } | { readonly error: SkyholdError; readonly retryInMs: number | null };

async function request<Answer>(
  settings: CallerSettings,
  limits: Limits,
  call: Call<Answer> & { attempt: number },
): Promise<Outcome<Answer>> {
  const { procedure, attempt: count, send, context } = call;
  const began = performance.now();
  const outcome = await limits.within(Promise.resolve().then(() => send({ signal: limits.signal, context }))).then(
    (answer) => ({ answer }),
    (thrown: unknown) => judge(settings, limits, { ...call, thrown }),
  );
  const { error, retryInMs } = "answer" in outcome ? { error: null, retryInMs: null } : outcome;
  report(settings, { procedure, attempt: count, durationMs: performance.now() - began, error, retryInMs });
  return outcome;
}

function judge(
  { retry, docsOf }: CallerSettings,
  limits: Limits,
  { attempt: count, harmlessTwice, thrown }: { attempt: number; harmlessTwice: boolean; thrown: unknown },
): { error: SkyholdError; retryInMs: number | null } {
  const failure = toFailure(thrown, docsOf);
  const delay = retryDelay(failure, count, { ...retry, harmlessTwice });
  // A wait that outlasts the limit can only end in TIMEOUT; the true reason, now, is worth more.
  return { error: failure.error, retryInMs: delay !== null && delay < limits.remainingMs() ? delay : null };
}

/** Tells of one request that has ended. */
export function report({ onRequest }: Pick<CallerSettings, "onRequest">, told: RequestReport): void {
  try {
    onRequest?.(told);
  } catch {
    // A fault in logging must not fail a booking.
  }
}
