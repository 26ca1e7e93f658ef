import type { Invariant } from "./invariant.ts";

/** What makes the worst mistakes impossible, by kind and name. */
const guards = {
  index: [
    "seat_claim_one_live",
    "seat_claim_one_per_passenger",
    "payment_one_live",
    "payment_stripe_intent_id_key",
    "refund_once_per_automatic_reason",
    "refund_once_per_cancellation",
    "cancellation_line_pkey",
    "cancellation_item_pkey",
    "cancellation_confirmation_key_key",
    "cancellation_change_id_key",
    "booking_change_payment_id_key",
    "ledger_transaction_kind_source_id_key",
    "booking_user_id_hold_key_key",
    "booking_record_locator_key",
    "notification_dedupe_key_key",
    "check_in_flight_id_sequence_key",
  ],
  constraint: [
    "seat_claim_expired_only_after_deadline",
    "seat_claim_booked_or_blocked",
    "booking_deadline_bounded",
    "booking_confirmed_at",
    "booking_ended_at",
    "payment_amount_positive",
    "refund_amount_positive",
    "refund_of_a_cancellation",
    "refund_covered_is_paid",
    "payment_says_what_for",
    "price_line_one_cause",
    "booking_change_paid",
    "cancellation_line_refund_within_paid",
  ],
  trigger: [
    "seat_claim_guard",
    "seat_claim_not_emptied",
    "booking_state_guard",
    "ledger_balanced",
    "ledger_transaction_append_only",
    "ledger_entry_append_only",
    "payment_never_deleted",
    "refund_never_deleted",
    "price_line_guard",
    "refund_within_captured",
    "refund_revived_within_captured",
    "cancellation_append_only",
    "cancellation_item_append_only",
    "cancellation_line_append_only",
    "booking_change_append_only",
    "stripe_event_append_only",
    "audit_entry_append_only",
    "flight_status_guard",
    "flight_change_append_only",
    "flight_change_acceptance_append_only",
    "check_in_guard",
    "user_account_keeps_an_admin",
    "user_account_keeps_an_admin_row",
  ],
} as const;

const list = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** The database still refuses what it was built to refuse. */
export const guardInvariants: readonly Invariant[] = [
  {
    name: "guards-stand",
    sentence:
      "The indexes, checks and triggers that refuse a second sale and a change of the books are there and in force, and no session is set to pass the triggers by.",
    violations: `
      SELECT 'index' AS kind, name FROM unnest(ARRAY[${list(guards.index)}]) name
       WHERE NOT EXISTS (SELECT FROM pg_index i WHERE i.indexrelid = to_regclass(name) AND i.indisunique AND i.indisvalid)
      UNION ALL
      SELECT 'constraint', name FROM unnest(ARRAY[${list(guards.constraint)}]) name
       WHERE NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = name AND c.convalidated)
      UNION ALL
      SELECT 'trigger', name FROM unnest(ARRAY[${list(guards.trigger)}]) name
       WHERE NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgname = name AND t.tgenabled IN ('O', 'A'))
      UNION ALL
      SELECT 'setting', 'session_replication_role'
       WHERE current_setting('session_replication_role') = 'replica'
          OR EXISTS (SELECT FROM pg_db_role_setting s
                      WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
                        AND 'session_replication_role=replica' = ANY (s.setconfig))`,
  },
  {
    name: "clock-is-true",
    sentence: "In production nothing shifts the clock that deadlines go by: sandbox_clock is empty.",
    violations: "SELECT advance_seconds FROM sandbox_clock",
    onlyInProduction: true,
  },
];
