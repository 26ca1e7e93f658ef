interface ApiMatch {
  /** Only calls with this method; all when left out. */
  method?: "GET" | "POST";
  /** Only calls with this path, where `*` stands for one segment, such as `/v1/payment_intents/*\/capture`; all of `/v1` when left out. */
  path?: string;
  /** How many calls it strikes; 1 when left out. */
  times?: number;
}

interface WebhookMatch {
  /** Only events of this type; all when left out. */
  eventType?: string;
  /** How many events it strikes; 1 when left out, 2 for reordering. */
  times?: number;
}

/**
 * A fault of the API: the effect happens and the connection is cut or the answer comes late, or nothing happens and the answer is 500 or
 * 429. A kept 500 comes again to whoever repeats the idempotency key, as one of Stripe's does that struck in the middle of its work.
 */
export type ApiFault = ApiMatch &
  ({ kind: "timeout-after-success" | "error-500" | "error-500-kept" | "rate-limited" } | { kind: "slow"; delayMs: number });

/** A fault of webhooks: an event never arrives, arrives late, arrives `copies` times more, or `times` events arrive in reverse order. */
export type WebhookFault = WebhookMatch &
  (
    | { kind: "webhook-lost" }
    | { kind: "webhook-delayed"; delayMs: number }
    | { kind: "webhook-duplicated"; copies?: number }
    | { kind: "webhook-reordered" }
  );

/** A fault of refunds: the next ones fail, at once or after they were reported as succeeded. */
export interface RefundFault {
  kind: "refund-fails";
  afterSuccess?: boolean;
  times?: number;
}

/** What can be made to go wrong. */
export type Fault = ApiFault | WebhookFault | RefundFault;
