import { setTimeout as sleep } from "node:timers/promises";

import { context, defaultTextMapGetter, defaultTextMapSetter, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TraceIdRatioBasedSampler, TracerProvider } from "@opentelemetry/sdk-trace";
import { z } from "zod";

import type { ActiveSpan, SpanStart, Tracing } from "./tracing.ts";

/** Where traces go, under which name, and which share of them, from 0 to 1. */
export interface TracingOptions {
  readonly url: string;
  readonly serviceName: string;
  readonly share: number;
}

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER } as const;

/** Sends spans to a collector by OTLP over HTTP, in batches. A collector that is away costs spans, never a call. */
export function startTracing({ url, serviceName, share }: TracingOptions): Tracing {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName }),
    // By the trace's id alone: every process decides the same of one trace, and no caller decides for us.
    sampler: new TraceIdRatioBasedSampler(share),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }), scheduledDelayMillis: 1000 })],
  });
  const tracer = provider.getTracer("skyhold");
  const propagator = new W3CTraceContextPropagator();
  const begin = ({ name, kind, attributes, parent }: SpanStart): ActiveSpan => {
    const within =
      parent === undefined ? context.active() : propagator.extract(ROOT_CONTEXT, { traceparent: parent }, defaultTextMapGetter);
    const span = tracer.startSpan(name, { kind: kinds[kind], attributes: { ...attributes } }, within);
    const inside = trace.setSpan(within, span);
    return {
      run: (work) => context.with(inside, work),
      end: ({ fault, name: betterName, attributes: more } = {}) => {
        if (betterName !== undefined) span.updateName(betterName);
        span.setAttributes({ ...more });
        if (fault !== undefined && fault !== null) span.setStatus({ code: SpanStatusCode.ERROR, message: nameOf(fault) });
        span.end();
      },
    };
  };
  const carry = () => {
    const carrier: { traceparent?: string } = {};
    propagator.inject(context.active(), carrier, defaultTextMapSetter);
    return carrier.traceparent ?? null;
  };
  return { begin, carry, [Symbol.asyncDispose]: () => sendTheRest(provider) };
}

/** A collector that is away, or slow, neither holds up the end of the process nor makes it a failure. */
async function sendTheRest(provider: TracerProvider): Promise<void> {
  const sent = provider.shutdown().catch(() => undefined);
  await Promise.race([sent, sleep(2000, undefined, { ref: false })]);
}

const Coded = z.object({ code: z.string() });

function nameOf(fault: unknown): string {
  const { data } = Coded.safeParse(fault);
  return data?.code ?? (fault instanceof Error ? fault.name : typeof fault);
}
