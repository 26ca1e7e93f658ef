import { Stripe } from "stripe";

import type { Tracing } from "../observe/tracing.ts";

/** Stripe's HTTP client with a span for each request, named by its path without the ids in it. */
export function traceStripe(tracing: Tracing): ReturnType<typeof Stripe.createNodeHttpClient> {
  const client = Stripe.createNodeHttpClient();
  const makeRequest = client.makeRequest.bind(client);
  client.makeRequest = async (...values) => {
    const [host, , path, method] = values;
    const route = path.replace(/\?.*$/u, "").replaceAll(/\/[a-z]+_\w+/gu, (part) => (/\d/u.test(part) ? "/{id}" : part));
    const attributes = { "http.request.method": method, "server.address": host };
    const span = tracing.begin({ name: `stripe ${method} ${route}`, kind: "client", attributes });
    try {
      const response = await makeRequest(...values);
      span.end({ attributes: { "http.response.status_code": response.getStatusCode() } });
      return response;
    } catch (fault) {
      span.end({ fault });
      throw fault;
    }
  };
  return client;
}
