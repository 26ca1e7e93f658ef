import { expect, test } from "vitest";

import { startTestStack } from "./testing.ts";

test("every answer keeps browsers from framing, sniffing and running what is not ours", async () => {
  await using stack = await startTestStack({ worker: false });

  for (const path of ["/api/v1/info", "/trpc/airports.search", "/no-such-page", "/health/live"]) {
    const { headers } = await fetch(`${stack.url}${path}`);
    expect([path, headers.get("x-content-type-options"), headers.get("x-frame-options")]).toEqual([path, "nosniff", "SAMEORIGIN"]);
    expect(headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(headers.get("strict-transport-security")).toContain("max-age=");
  }
});
