import { Stripe } from "stripe";
import { describe, expect, test } from "vitest";
import { startStripeSandbox } from "../start.ts";
import { connect, FARE, refusalOf, withSandbox } from "../testing/with-sandbox.ts";

describe("keys", () => {
  test(
    "a wrong secret key is refused in Stripe's shape",
    withSandbox(async ({ sandbox }) => {
      const refusal = await refusalOf(connect(sandbox, { key: "sk_test_somebody_else" }).paymentIntents.list());
      expect(refusal).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
      expect(refusal.message).toBe("Invalid API Key provided: sk_test_*********else");
      expect(refusal.requestId).toMatch(/^req_/);
    }),
  );

  test(
    "the publishable key opens nothing but what a browser needs",
    withSandbox(async ({ sandbox }) => {
      const refusal = await refusalOf(connect(sandbox, { key: sandbox.publishableKey }).refunds.list());
      expect(refusal).toMatchObject({ statusCode: 401, code: "secret_key_required" });
    }),
  );

  test(
    "a browser confirms with the client secret, across origins, and sees no metadata",
    withSandbox(async ({ stripe, sandbox }) => {
      const intent = await stripe.paymentIntents.create({ amount: 12_000, currency: "usd", metadata: { secret: "1" } });
      const confirm = (clientSecret: string): Promise<Response> =>
        fetch(`${sandbox.url}/v1/payment_intents/${intent.id}/confirm`, {
          method: "POST",
          headers: { origin: "https://shop.example" },
          body: new URLSearchParams({
            key: sandbox.publishableKey,
            client_secret: clientSecret,
            "payment_method_data[type]": "card",
            "payment_method_data[card][number]": "4242 4242 4242 4242",
          }),
        });
      expect((await confirm("wrong")).status).toBe(400);
      const response = await confirm(intent.client_secret ?? "");
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
      const seen: unknown = await response.json();
      expect(seen).toMatchObject({ id: intent.id, status: "succeeded" });
      expect(seen).not.toHaveProperty("metadata");
      expect(seen).not.toHaveProperty("latest_charge");
    }),
  );

  test(
    "a browser may ask first",
    withSandbox(async ({ sandbox }) => {
      const response = await fetch(`${sandbox.url}/v1/payment_intents/pi_1/confirm`, { method: "OPTIONS" });
      expect(response.status).toBe(204);
      expect(response.headers.get("access-control-allow-headers")).toContain("Authorization");
    }),
  );
});

describe("refusals", () => {
  test.for([
    ["an amount below the minimum", { ...FARE, amount: 49 }, "amount_too_small", "Amount must be at least $0.50 usd"],
    ["yen below the minimum", { ...FARE, amount: 49, currency: "jpy" }, "amount_too_small", "Amount must be at least ¥50 jpy"],
    ["a fils too fine", { ...FARE, amount: 5123, currency: "kwd" }, "parameter_invalid_integer", "multiple of 10"],
    ["an unknown currency", { ...FARE, currency: "xxx" }, undefined, "Invalid currency: xxx"],
    ["too much", { ...FARE, amount: 100_000_000 }, "amount_too_large", "$999,999.99"],
    ["an unknown payment method", { ...FARE, payment_method: "pm_nothing" }, "resource_missing", "No such PaymentMethod: 'pm_nothing'"],
  ] as const)(
    "%s",
    withSandbox(async ({ stripe }, [, params, code, message]) => {
      const refusal = await refusalOf(stripe.paymentIntents.create(params));
      expect(refusal).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
      expect(refusal.code).toBe(code);
      expect(refusal.message).toContain(message);
    }),
  );

  test(
    "zero-decimal and three-decimal amounts pass",
    withSandbox(async ({ stripe }) => {
      expect((await stripe.paymentIntents.create({ ...FARE, amount: 15_000, currency: "jpy" })).currency).toBe("jpy");
      expect((await stripe.paymentIntents.create({ ...FARE, amount: 15_120, currency: "KWD" })).currency).toBe("kwd");
    }),
  );

  test(
    "what does not exist is a 404 with its name",
    withSandbox(async ({ stripe }) => {
      const refusal = await refusalOf(stripe.paymentIntents.retrieve("pi_none"));
      expect(refusal).toMatchObject({ statusCode: 404, code: "resource_missing", message: "No such payment_intent: 'pi_none'" });
      expect(refusal.doc_url).toContain("resource-missing");
    }),
  );

  test(
    "a parameter that Stripe does not know is refused",
    withSandbox(async ({ stripe }) => {
      const refusal = await refusalOf(stripe.rawRequest("POST", "/v1/payment_intents", { ...FARE, colour: "red" }));
      expect(refusal).toMatchObject({ code: "parameter_unknown", param: "colour" });
    }),
  );

  test(
    "an address that the model does not know is a 404",
    withSandbox(async ({ stripe }) => {
      expect((await refusalOf(stripe.products.list())).message).toContain("Unrecognized request URL (GET: /v1/products)");
    }),
  );
});

describe("lists and updates", () => {
  test(
    "a list pages from the newest to the oldest",
    withSandbox(async ({ stripe }) => {
      const ids: string[] = [];
      for (let i = 0; i < 5; i += 1) {
        ids.unshift((await stripe.paymentIntents.create(FARE)).id);
      }
      const first = await stripe.paymentIntents.list({ limit: 2 });
      expect(first).toMatchObject({ has_more: true, url: "/v1/payment_intents" });
      const all: string[] = [];
      for await (const intent of stripe.paymentIntents.list({ limit: 2 })) {
        all.push(intent.id);
      }
      expect(all).toEqual(ids);
      const before = await stripe.paymentIntents.list({ limit: 2, ending_before: ids[4] ?? "" });
      expect(before.data.map((intent) => intent.id)).toEqual([ids[2], ids[3]]);
    }),
  );

  test(
    "metadata is merged, and an empty value deletes its key",
    withSandbox(async ({ stripe }) => {
      const { id } = await stripe.paymentIntents.create({ ...FARE, metadata: { a: "1", b: "2" } });
      expect((await stripe.paymentIntents.update(id, { metadata: { b: "", c: "3" } })).metadata).toEqual({ a: "1", c: "3" });
    }),
  );

  test(
    "a customer belongs to an intent",
    withSandbox(async ({ stripe }) => {
      const customer = await stripe.customers.create({ email: "ada@example.com", name: "Ada" });
      const intent = await stripe.paymentIntents.create({ ...FARE, customer: customer.id, expand: ["customer"] });
      expect(intent.customer).toMatchObject({ email: "ada@example.com" });
      expect((await stripe.customers.retrieve(customer.id)).id).toBe(customer.id);
    }),
  );
});

test("the sandbox refuses to start in production", async () => {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  await expect(startStripeSandbox()).rejects.toThrow("not Stripe");
  process.env["NODE_ENV"] = before;
});
