import { createServer } from "node:http";
import { json } from "node:stream/consumers";

import { expect, test } from "vitest";
import { z } from "zod";

import { startTestStack } from "./testing.ts";
import { callProcedure } from "./testing/call-procedure.ts";
import { book, eventually, travellerOf } from "./testing/paid-booking.ts";

const Span = z.object({ traceId: z.string(), spanId: z.string(), parentSpanId: z.string().optional(), name: z.string() });
const Export = z.object({ resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(z.unknown()) })) })) });

/** An OpenTelemetry collector that keeps what it is sent. */
async function startCollector(parts: AsyncDisposableStack) {
  const kept: unknown[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      if (request.url === "/v1/traces")
        kept.push(...Export.parse(body).resourceSpans.flatMap((one) => one.scopeSpans.flatMap(({ spans }) => spans)));
      response.setHeader("content-type", "application/json").end("{}");
      return null;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  parts.defer(() => server.close().closeAllConnections());
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return { url, text: () => JSON.stringify(kept), spans: () => kept.map((span) => Span.parse(span)) };
}

test("a payment is one trace from Stripe's event over its statements to its jobs and back to Stripe, without anything personal in it", async () => {
  await using parts = new AsyncDisposableStack();
  const collector = await startCollector(parts);
  await using stack = await startTestStack({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
  const person = { email: "canary@example.com", password: "canary-password", givenName: "Canarygiven", surname: "Canarysurname" };
  await callProcedure(stack.url, "auth.register", { input: person });
  const { booking } = await book(stack, await travellerOf(stack));
  await eventually(
    async () => (await stack.database.db.prisma.notification.count({ where: { bookingId: booking.id, state: "sent" } })) > 0,
  );
  const traceOfCapture = () => {
    const capture = collector.spans().find(({ name }) => name === "stripe POST /v1/payment_intents/{id}/capture");
    return collector.spans().filter(({ traceId }) => traceId === capture?.traceId);
  };
  // Each process sends its spans when it likes to: a child may be here before its parent.
  await expect
    .poll(() => traceOfCapture().map(({ name }) => name))
    .toEqual(expect.arrayContaining(["POST /webhook", "job payment.capture", "SELECT"]));
  await expect.poll(() => collector.text()).toContain("job notification.send");

  const trace = traceOfCapture();
  const parentOf = (name: string) => trace.find(({ spanId }) => spanId === trace.find((span) => span.name === name)?.parentSpanId)?.name;
  expect(parentOf("stripe POST /v1/payment_intents/{id}/capture")).toBe("job payment.capture");
  expect(trace.some(({ parentSpanId, name }) => name === "job payment.capture" && parentSpanId !== undefined)).toBe(true);
  expect(collector.text()).toContain("INSERT INTO");
  expect(collector.text()).not.toMatch(/canary/iu);
});

test("a caller's trace goes on here", async () => {
  await using parts = new AsyncDisposableStack();
  const collector = await startCollector(parts);
  await using stack = await startTestStack({ worker: false, env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";

  await fetch(`${stack.url}/api/v1/airports?query=LHR`, { headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } });

  await expect.poll(() => collector.spans().find(({ parentSpanId }) => parentSpanId === "00f067aa0ba902b7")).toMatchObject({ traceId });
});
