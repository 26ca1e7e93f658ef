import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { Stripe } from "stripe";
import { describe, expect, test } from "vitest";
import { FARE, withSandbox } from "../testing/with-sandbox.ts";

describe("webhooks", () => {
  test(
    "an event is signed as Stripe signs, and a wrong secret does not verify",
    withSandbox(async ({ stripe, sandbox }) => {
      const received: { body: string; signature: string }[] = [];
      const server = createServer((request, response) => {
        let body = "";
        request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
        request.on("end", () => {
          received.push({ body, signature: String(request.headers["stripe-signature"]) });
          response.end();
        });
      });
      await new Promise<void>((resolve) => {
        server.listen(0, "127.0.0.1", resolve);
      });
      const address = server.address();
      sandbox.setWebhook({
        url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`,
        secret: "whsec_right",
      });
      await stripe.paymentIntents.create(FARE);
      await sandbox.idle();
      server.closeAllConnections();
      server.close();
      const { body, signature } = received[0] ?? { body: "", signature: "" };
      expect(stripe.webhooks.constructEvent(body, signature, "whsec_right").type).toBe("payment_intent.created");
      expect(() => stripe.webhooks.constructEvent(body, signature, "whsec_wrong")).toThrow(Stripe.errors.StripeSignatureVerificationError);
      const [time, sum] = signature.split(",").map((part) => part.split("=")[1]);
      expect(sum).toBe(createHmac("sha256", "whsec_right").update(`${time}.${body}`).digest("hex"));
    }),
  );

  test(
    "an event that is not answered with 2xx comes again",
    withSandbox(async ({ stripe, sandbox, inbox }) => {
      inbox.answers.push(500, 302);
      await stripe.paymentIntents.create(FARE);
      await sandbox.idle();
      expect(inbox.types()).toEqual(["payment_intent.created"]);
      expect(sandbox.state.deliveries().map(({ number, outcome, status }) => [number, outcome, status])).toEqual([
        [1, "refused", 500],
        [2, "refused", 302],
        [3, "delivered", 200],
      ]);
    }),
  );

  test(
    "an endpoint that is down is tried until the retries are used up",
    withSandbox(async ({ stripe, sandbox }) => {
      sandbox.setWebhook({ url: "http://127.0.0.1:9/", secret: "whsec_x" });
      const { id } = await stripe.paymentIntents.create(FARE);
      await sandbox.idle();
      expect(sandbox.state.deliveries().map(({ outcome }) => outcome)).toEqual(["unreachable", "unreachable", "unreachable"]);
      const events = await stripe.events.list({ type: "payment_intent.created" });
      expect(events.data).toMatchObject([{ pending_webhooks: 1, data: { object: { id } } }]);
    }),
  );

  test(
    "an event shows the object as it was then, however late it arrives",
    withSandbox(async ({ stripe, sandbox, inbox }) => {
      sandbox.setFault({ kind: "webhook-delayed", delayMs: 40, eventType: "payment_intent.created" });
      const { id } = await stripe.paymentIntents.create({ ...FARE, confirm: true, payment_method: "pm_card_visa" });
      await sandbox.idle();
      const created = inbox.events.find((event) => event.type === "payment_intent.created");
      expect(created?.data.object).toMatchObject({ id, status: "requires_payment_method", latest_charge: null });
    }),
  );

  test(
    "a lost event never arrives but can be retrieved and resent",
    withSandbox(async ({ stripe, sandbox, inbox }) => {
      sandbox.setFault({ kind: "webhook-lost", eventType: "payment_intent.succeeded" });
      await stripe.paymentIntents.create({ ...FARE, confirm: true, payment_method: "pm_card_visa" });
      await sandbox.idle();
      expect(inbox.types()).toEqual(["payment_intent.created", "charge.succeeded", "charge.updated"]);
      const [lost] = (await stripe.events.list({ types: ["payment_intent.succeeded"] })).data;
      expect((await stripe.events.retrieve(lost?.id ?? "")).type).toBe("payment_intent.succeeded");
      sandbox.resendEvent(lost?.id ?? "");
      await sandbox.idle();
      expect(inbox.types()).toContain("payment_intent.succeeded");
    }),
  );

  test(
    "a duplicated event arrives as often as asked, with one id",
    withSandbox(async ({ stripe, sandbox, inbox }) => {
      sandbox.setFault({ kind: "webhook-duplicated", copies: 2 });
      await stripe.paymentIntents.create(FARE);
      await sandbox.idle();
      expect(inbox.events).toHaveLength(3);
      expect(new Set(inbox.events.map((event) => event.id)).size).toBe(1);
    }),
  );

  test(
    "reordered events arrive in reverse",
    withSandbox(async ({ stripe, sandbox, inbox }) => {
      sandbox.setFault({ kind: "webhook-reordered", times: 3 });
      await stripe.paymentIntents.create({ ...FARE, capture_method: "automatic", confirm: true, payment_method: "pm_card_visa" });
      await sandbox.idle();
      expect(inbox.types()).toEqual(["payment_intent.succeeded", "charge.succeeded", "payment_intent.created"]);
    }),
  );

  test(
    "a held event is sent alone when no other comes",
    withSandbox(async ({ stripe, sandbox, inbox }) => {
      sandbox.setFault({ kind: "webhook-reordered" });
      await stripe.paymentIntents.create(FARE);
      await sandbox.idle();
      expect(inbox.types()).toEqual(["payment_intent.created"]);
    }),
  );

  test(
    "a delayed event is overtaken by later ones",
    withSandbox(async ({ stripe, sandbox, inbox }) => {
      sandbox.setFault({ kind: "webhook-delayed", delayMs: 80, eventType: "payment_intent.created" });
      await stripe.paymentIntents.create({ ...FARE, capture_method: "automatic", confirm: true, payment_method: "pm_card_visa" });
      await sandbox.idle();
      expect(inbox.types()).toEqual(["charge.succeeded", "payment_intent.succeeded", "payment_intent.created"]);
    }),
  );
});
