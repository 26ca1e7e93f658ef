import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Stripe } from "stripe";

/** A real HTTP endpoint that verifies and keeps what the sandbox sends. */
export interface WebhookInbox {
  url: string;
  secret: string;
  /** What arrived and verified, in the order of arrival. */
  events: Stripe.Event[];
  /** The statuses of the next answers; 200 when empty. */
  answers: number[];
  types(): string[];
  close(): Promise<void>;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Opens an inbox on a free port. */
export async function openWebhookInbox(): Promise<WebhookInbox> {
  const secret = "whsec_inbox";
  const events: Stripe.Event[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const status = answers.shift() ?? 200;
      if (status === 200) {
        events.push(Stripe.webhooks.constructEvent(Buffer.concat(chunks), request.headers["stripe-signature"] ?? "", secret));
      }
      response.writeHead(status).end();
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    secret,
    events,
    answers,
    types: () => events.map((event) => event.type),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
