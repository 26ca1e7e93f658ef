import { expect, test } from "vitest";
import { FARE, withSandbox } from "../testing/with-sandbox.ts";

test(
  "the page says that it is a model and escapes what it shows",
  withSandbox(async ({ stripe, sandbox }) => {
    await stripe.paymentIntents.create({ ...FARE, description: `<script>alert("x")</script>`, metadata: { "<b>": "'&" } });
    await sandbox.idle();
    const text = await (await fetch(`${sandbox.url}/?problem=${encodeURIComponent("<img>")}`)).text();
    expect(text).toContain("It is not Stripe");
    expect(text).toContain("$120.00");
    expect(text).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
    expect(text).toContain("&lt;b&gt;: &#39;&amp;");
    expect(text).not.toMatch(/<script|<img|<b>/);
    expect(text).toContain("1 attempt, 1 delivered");
  }),
);

test(
  "an intent is paid by hand with a chosen test card",
  withSandbox(async ({ stripe, sandbox }) => {
    const { id } = await stripe.paymentIntents.create(FARE);
    const pay = (card: string): Promise<Response> =>
      fetch(`${sandbox.url}/_sandbox/payment_intents/${id}/pay`, { method: "POST", body: new URLSearchParams({ payment_method: card }) });
    expect(await (await pay("pm_card_visa_chargeDeclined")).text()).toContain("Your card was declined.");
    expect(await (await pay("pm_card_threeDSecure2Required")).text()).toContain("Complete 3-D Secure");
    expect(await (await pay("pm_card_visa")).text()).toContain("Captured $120.00");
    expect(await (await pay("pm_card_visa")).text()).toContain("already succeeded");
    expect((await stripe.paymentIntents.retrieve(id)).status).toBe("succeeded");
  }),
);
