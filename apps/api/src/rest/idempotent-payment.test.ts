import { expect, test } from "vitest";

import { startTestStack } from "../testing.ts";
import type { TestStack } from "../testing.ts";
import { callOperation } from "../testing/call-operation.ts";
import { createCast } from "../testing/cast.ts";

type Answer = Readonly<{ status: number; replayed: string | null; retryAfter: string | null; body: string }>;
type Start = (token: string | null, bookingId: string, key: string) => Promise<Answer>;

const answerOf = (status: number, headers: Headers, body: unknown): Answer => ({
  status,
  replayed: headers.get("idempotency-replayed"),
  retryAfter: headers.get("retry-after"),
  body: JSON.stringify(body),
});

/** The same call in both dialects. */
const dialects = ({ url }: TestStack): readonly (readonly [name: string, start: Start])[] => [
  [
    "REST",
    async (token, bookingId, key) => {
      const call = { token, input: { bookingId }, headers: { "idempotency-key": key } };
      const { status, headers, data, problem } = await callOperation(url, "payments.start", call);
      return answerOf(status, headers, data ?? problem);
    },
  ],
  [
    "tRPC",
    async (token, bookingId, key) => {
      const response = await fetch(`${url}/trpc/payments.start`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-idempotency-key": key, authorization: `Bearer ${token}` },
        body: JSON.stringify({ json: { bookingId } }),
      });
      return answerOf(response.status, response.headers, await response.json());
    },
  ],
];

test(
  "a payment under a key, over REST and tRPC alike: replayed, refused for another body, told to come back, and looked up",
  { timeout: 60_000 },
  async () => {
    await using stack = await startTestStack({ worker: false });
    const cast = await createCast(stack);
    const token = await cast.tokenOf("traveller");
    const payable = async () => {
      const bookingId = await cast.heldBooking();
      const passengers = [{ givenName: "Ana", surname: "Novak", birthDate: "1990-05-17" }];
      await callOperation(stack.url, "bookings.setPassengers", { token, input: { bookingId, passengers } });
      return bookingId;
    };
    const outcome = async (key: string) => (await callOperation(stack.url, "idempotency.outcome", { token, input: { key } })).data;

    for (const [dialect, start] of dialects(stack)) {
      const [one, other] = [await payable(), await payable()];
      const key = `pay-over-${dialect}`;
      const twin = await stack.dependencies.db.pool.connect();
      await twin.query("BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0");
      await twin.query("SELECT claim_idempotency_key($1, 'payments.start', $2, 'whatever')", [cast.userIdOf("traveller"), key]);
      expect(await start(token, one, key)).toMatchObject({ status: 409, retryAfter: "1", replayed: null });
      expect(await outcome(key)).toMatchObject({ outcome: "in_flight" });
      await twin.query("ROLLBACK");
      twin.release();
      expect(await outcome(key)).toMatchObject({ outcome: "none" });

      const first = await start(token, one, key);
      expect(first).toMatchObject({ status: 200, replayed: null });
      expect(await start(token, one, key)).toEqual({ ...first, replayed: "true" });
      expect(await start(token, other, key)).toMatchObject({ status: 422, body: expect.stringContaining("IDEMPOTENCY_MISMATCH") });
      expect(await outcome(key)).toMatchObject({ outcome: "made", route: "payments.start", answer: { amount: { currency: "EUR" } } });
      const stranger = await start(await cast.tokenOf("otherTraveller"), one, key);
      expect(stranger).toMatchObject({ status: 404, replayed: null, body: expect.stringContaining("NOT_FOUND") });
      expect(await stack.dependencies.db.prisma.payment.count({ where: { bookingId: other } })).toBe(0);
    }
    expect(stack.stripe.state.paymentIntents()).toHaveLength(2);
  },
);
