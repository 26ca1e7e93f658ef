import { describe, expect, test } from "vitest";
import { FARE, refusalOf, withSandbox } from "../testing/with-sandbox.ts";

describe("paying", () => {
  test(
    "a Visa pays an intent, and the events tell it in order",
    withSandbox(async ({ stripe, sandbox, inbox }) => {
      const intent = await stripe.paymentIntents.create({ ...FARE, metadata: { booking: "bkg_1" } });
      expect(intent).toMatchObject({ status: "requires_payment_method", amount_received: 0, metadata: { booking: "bkg_1" } });

      const paid = await stripe.paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa" });
      expect(paid).toMatchObject({ status: "succeeded", amount_received: 12_000, last_payment_error: null });

      await sandbox.idle();
      expect(inbox.types()).toEqual(["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "charge.updated"]);
      expect(inbox.events[0]?.data.object).toMatchObject({ id: intent.id, status: "requires_payment_method" });
      expect(inbox.events[2]?.data.object).toMatchObject({ id: intent.id, status: "succeeded" });
    }),
  );

  test(
    "a payment is booked to the balance with its fee",
    withSandbox(async ({ stripe, sandbox }) => {
      const { id } = await stripe.paymentIntents.create({ ...FARE, confirm: true, payment_method: "pm_card_mastercard" });
      await sandbox.idle();
      const intent = await stripe.paymentIntents.retrieve(id, { expand: ["latest_charge.balance_transaction"] });
      expect(intent.latest_charge).toMatchObject({
        paid: true,
        captured: true,
        payment_method_details: { card: { brand: "mastercard", last4: "4444" } },
        balance_transaction: { amount: 12_000, fee: 378, net: 11_622, type: "charge" },
      });
      const booked = await stripe.balanceTransactions.list({ type: "charge" });
      expect(booked.data.map((entry) => entry.source)).toEqual([typeof intent.latest_charge === "object" ? intent.latest_charge?.id : ""]);
    }),
  );

  test(
    "a declined card leaves the intent payable, and another card pays it",
    withSandbox(async ({ stripe, sandbox, inbox }) => {
      const { id } = await stripe.paymentIntents.create(FARE);
      const refusal = await refusalOf(
        stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa_chargeDeclinedInsufficientFunds" }),
      );
      expect(refusal).toMatchObject({
        type: "StripeCardError",
        statusCode: 402,
        code: "card_declined",
        decline_code: "insufficient_funds",
        payment_intent: { id, status: "requires_payment_method" },
      });
      expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({
        status: "requires_payment_method",
        payment_method: null,
        last_payment_error: { decline_code: "insufficient_funds", payment_method: { card: { last4: "9995" } } },
      });

      expect(await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" })).toMatchObject({ status: "succeeded" });
      const charges = await stripe.charges.list({ payment_intent: id });
      expect(charges.data.map((charge) => charge.status)).toEqual(["succeeded", "failed"]);
      await sandbox.idle();
      expect(inbox.types()).toEqual([
        "payment_intent.created",
        "charge.failed",
        "payment_intent.payment_failed",
        "charge.succeeded",
        "payment_intent.succeeded",
        "charge.updated",
      ]);
    }),
  );

  test.for(["pm_card_chargeDeclined", "pm_card_visa_chargeDeclined", "pm_card_chargeDeclinedInsufficientFunds"])(
    "%s is declined, with or without the brand in its name",
    withSandbox(async ({ stripe }, name) => {
      const refusal = await refusalOf(stripe.paymentIntents.create({ ...FARE, confirm: true, payment_method: name }));
      expect(refusal.code).toBe("card_declined");
    }),
  );

  test(
    "a bank debit is processing at first and succeeds later",
    withSandbox(async ({ stripe, sandbox, inbox }) => {
      const debit = await stripe.paymentIntents.create({ ...FARE, confirm: true, payment_method: "pm_usBankAccount_success" });
      expect(debit.status).toBe("processing");
      await sandbox.idle();
      expect((await stripe.paymentIntents.retrieve(debit.id)).status).toBe("succeeded");
      expect(inbox.types()).toContain("payment_intent.processing");
    }),
  );

  test(
    "a bank debit that fails later leaves the intent payable",
    withSandbox(async ({ stripe, sandbox }) => {
      const debit = await stripe.paymentIntents.create({ ...FARE, confirm: true, payment_method: "pm_usBankAccount_insufficientFunds" });
      await sandbox.idle();
      expect(await stripe.paymentIntents.retrieve(debit.id)).toMatchObject({ status: "requires_payment_method", amount_received: 0 });
    }),
  );

  test(
    "a paid intent can be neither confirmed nor cancelled",
    withSandbox(async ({ stripe }) => {
      const { id } = await stripe.paymentIntents.create({ ...FARE, confirm: true, payment_method: "pm_card_visa" });
      for (const call of [stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" }), stripe.paymentIntents.cancel(id)]) {
        const refusal = await refusalOf(call);
        expect(refusal).toMatchObject({
          statusCode: 400,
          code: "payment_intent_unexpected_state",
          payment_intent: { status: "succeeded" },
        });
      }
    }),
  );

  test(
    "a server must say where to return to when a redirect is possible",
    withSandbox(async ({ stripe }) => {
      const { id } = await stripe.paymentIntents.create({ amount: 12_000, currency: "usd" });
      expect((await refusalOf(stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" }))).param).toBe("return_url");
      const paid = await stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa", return_url: "https://shop.example/back" });
      expect(paid.status).toBe("succeeded");
    }),
  );
});

describe("holding money", () => {
  const HELD = { ...FARE, capture_method: "manual", confirm: true, payment_method: "pm_card_visa" } as const;

  test(
    "an authorisation is captured in part",
    withSandbox(async ({ stripe, sandbox, inbox }) => {
      const held = await stripe.paymentIntents.create(HELD);
      expect(held).toMatchObject({ status: "requires_capture", amount_capturable: 12_000, amount_received: 0 });
      const captured = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 9000 });
      expect(captured).toMatchObject({ status: "succeeded", amount: 12_000, amount_received: 9000, amount_capturable: 0 });
      await sandbox.idle();
      expect(inbox.types()).toEqual([
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.amount_capturable_updated",
        "charge.captured",
        "payment_intent.succeeded",
      ]);
      expect(sandbox.state.balanceTransactions()).toMatchObject([{ amount: 9000, type: "charge" }]);
    }),
  );

  test(
    "more than was authorised cannot be captured, nor twice",
    withSandbox(async ({ stripe }) => {
      const { id } = await stripe.paymentIntents.create(HELD);
      expect((await refusalOf(stripe.paymentIntents.capture(id, { amount_to_capture: 12_001 }))).code).toBe("amount_too_large");
      await stripe.paymentIntents.capture(id);
      expect((await refusalOf(stripe.paymentIntents.capture(id))).code).toBe("payment_intent_unexpected_state");
    }),
  );

  test(
    "cancelling an authorisation releases the money without a refund",
    withSandbox(async ({ stripe, sandbox, inbox }) => {
      const { id } = await stripe.paymentIntents.create(HELD);
      const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: "abandoned" });
      expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: "abandoned", amount_capturable: 0 });
      await sandbox.idle();
      expect(inbox.types().slice(-2)).toEqual(["charge.refunded", "payment_intent.canceled"]);
      expect(sandbox.state.refunds()).toEqual([]);
      expect(sandbox.state.balanceTransactions()).toEqual([]);
    }),
  );

  test(
    "only cards can be held when the intent says so for cards alone",
    withSandbox(async ({ stripe, sandbox }) => {
      const options = { payment_method_options: { card: { capture_method: "manual" as const } } };
      const card = await stripe.paymentIntents.create({ ...FARE, ...options, confirm: true, payment_method: "pm_card_visa" });
      const debit = await stripe.paymentIntents.create({ ...FARE, ...options, confirm: true, payment_method: "pm_usBankAccount_success" });
      await sandbox.idle();
      expect((await stripe.paymentIntents.retrieve(card.id)).status).toBe("requires_capture");
      expect((await stripe.paymentIntents.retrieve(debit.id)).status).toBe("succeeded");
    }),
  );

  test(
    "an authorisation expires after seven days",
    withSandbox(async ({ stripe, clock }) => {
      const { id } = await stripe.paymentIntents.create(HELD);
      clock.now = new Date(clock.now.getTime() + 7 * 86_400_000 + 2000);
      expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ status: "canceled", cancellation_reason: "automatic" });
    }),
  );
});
