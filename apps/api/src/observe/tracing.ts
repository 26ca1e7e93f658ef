import type { Env } from "../env.ts";

/** What is known of a span when it begins. */
export interface SpanStart {
  readonly name: string;
  readonly kind: "server" | "client" | "consumer";
  readonly attributes?: Readonly<Record<string, string | number>>;
  /** The `traceparent` (W3C) that it belongs to; the span in which it begins when left out. */
  readonly parent?: string | undefined;
}

/** A span that has begun. */
export interface ActiveSpan {
  /** Runs the work so that spans which begin in it are children of this one. */
  run<Result>(work: () => Result): Result;
  /** Ends it; with a fault, its name and code are told, never its message, which may quote what a caller sent. */
  end(outcome?: {
    readonly fault?: unknown;
    readonly name?: string;
    readonly attributes?: Readonly<Record<string, string | number>>;
  }): void;
}

/** Traces of one process. */
export interface Tracing extends AsyncDisposable {
  begin(start: SpanStart): ActiveSpan;
  /** The `traceparent` of the span in which it is called; null outside of any. */
  carry(): string | null;
}

/** Begins to trace where a collector is named; null otherwise, and then nothing of OpenTelemetry is even loaded. */
export async function openTracing(env: Env): Promise<Tracing | null> {
  if (env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return null;
  const { startTracing } = await import("./open-telemetry.ts");
  return startTracing({
    url: `${env.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/u, "")}/v1/traces`,
    serviceName: env.OTEL_SERVICE_NAME,
    share: env.OTEL_TRACES_SAMPLER_ARG,
  });
}
