-- CreateEnum
CREATE TYPE "cabin" AS ENUM ('economy', 'premium_economy', 'business', 'first');

-- CreateEnum
CREATE TYPE "seat_position" AS ENUM ('window', 'middle', 'aisle');

-- CreateEnum
CREATE TYPE "flight_status" AS ENUM ('scheduled', 'delayed', 'boarding', 'in_air', 'landed', 'cancelled');

-- CreateEnum
CREATE TYPE "passenger_type" AS ENUM ('ADT', 'CHD', 'INF');

-- CreateEnum
CREATE TYPE "booking_state" AS ENUM ('held', 'awaiting_payment', 'confirmed', 'cancelled', 'expired', 'released');

-- CreateEnum
CREATE TYPE "price_line_kind" AS ENUM ('fare', 'tax', 'fee', 'seat', 'ancillary');

-- CreateEnum
CREATE TYPE "payment_state" AS ENUM ('starting', 'requires_payment', 'processing', 'authorised', 'captured', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "refund_state" AS ENUM ('pending', 'requires_action', 'succeeded', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "ledger_account" AS ENUM ('receivable', 'stripe_cash', 'sales_fare', 'sales_tax', 'sales_fee', 'sales_seat', 'sales_ancillary', 'refunds_payable', 'penalties');

-- CreateEnum
CREATE TYPE "coupon_status" AS ENUM ('open', 'checked_in', 'flown', 'void', 'refunded');

-- CreateEnum
CREATE TYPE "notification_state" AS ENUM ('pending', 'sent', 'failed');

-- CreateEnum
CREATE TYPE "user_role" AS ENUM ('traveller', 'staff', 'admin');

-- CreateTable
CREATE TABLE "country" (
    "code" CHAR(2) NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "country_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "airport" (
    "iata" CHAR(3) NOT NULL,
    "icao" CHAR(4),
    "name" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "metro_code" CHAR(3),
    "country_code" CHAR(2) NOT NULL,
    "time_zone" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "airport_pkey" PRIMARY KEY ("iata")
);

-- CreateTable
CREATE TABLE "airline" (
    "iata" CHAR(2) NOT NULL,
    "icao" CHAR(3) NOT NULL,
    "accounting_code" CHAR(3) NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "airline_pkey" PRIMARY KEY ("iata")
);

-- CreateTable
CREATE TABLE "seat_map" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "layout" TEXT NOT NULL,

    CONSTRAINT "seat_map_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seat" (
    "seat_map_id" TEXT NOT NULL,
    "seat_no" TEXT NOT NULL,
    "deck" SMALLINT NOT NULL DEFAULT 1,
    "row_no" SMALLINT NOT NULL,
    "column_letter" CHAR(1) NOT NULL,
    "cabin" "cabin" NOT NULL,
    "position" "seat_position" NOT NULL,
    "aisle_right" BOOLEAN NOT NULL DEFAULT false,
    "exit_row" BOOLEAN NOT NULL DEFAULT false,
    "bulkhead" BOOLEAN NOT NULL DEFAULT false,
    "bassinet" BOOLEAN NOT NULL DEFAULT false,
    "extra_legroom" BOOLEAN NOT NULL DEFAULT false,
    "over_wing" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "seat_pkey" PRIMARY KEY ("seat_map_id","seat_no")
);

-- CreateTable
CREATE TABLE "aircraft_type" (
    "iata" CHAR(3) NOT NULL,
    "icao" VARCHAR(4) NOT NULL,
    "name" TEXT NOT NULL,
    "seat_map_id" TEXT NOT NULL,

    CONSTRAINT "aircraft_type_pkey" PRIMARY KEY ("iata")
);

-- CreateTable
CREATE TABLE "fare_brand" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "fare_percent" SMALLINT NOT NULL,
    "refund_percent" SMALLINT NOT NULL,
    "change_fee_percent" SMALLINT,
    "checked_bags" SMALLINT NOT NULL,
    "free_seat_selection" BOOLEAN NOT NULL,
    "rank" SMALLINT NOT NULL,

    CONSTRAINT "fare_brand_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "flight_schedule" (
    "id" TEXT NOT NULL,
    "airline_code" CHAR(2) NOT NULL,
    "flight_number" SMALLINT NOT NULL,
    "origin" CHAR(3) NOT NULL,
    "destination" CHAR(3) NOT NULL,
    "departure_minute" SMALLINT NOT NULL,
    "block_minutes" SMALLINT NOT NULL,
    "days_of_week" SMALLINT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE NOT NULL,
    "aircraft_type_code" CHAR(3) NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "fares" JSONB NOT NULL,

    CONSTRAINT "flight_schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flight" (
    "id" TEXT NOT NULL,
    "schedule_id" TEXT,
    "airline_code" CHAR(2) NOT NULL,
    "flight_number" SMALLINT NOT NULL,
    "suffix" VARCHAR(1) NOT NULL DEFAULT '',
    "origin" CHAR(3) NOT NULL,
    "destination" CHAR(3) NOT NULL,
    "departure_date" DATE NOT NULL,
    "departure_minute" SMALLINT NOT NULL,
    "arrival_date" DATE NOT NULL,
    "arrival_minute" SMALLINT NOT NULL,
    "departs_at" TIMESTAMPTZ(3) NOT NULL,
    "arrives_at" TIMESTAMPTZ(3) NOT NULL,
    "estimated_departs_at" TIMESTAMPTZ(3),
    "estimated_arrives_at" TIMESTAMPTZ(3),
    "sales_close_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "flight_status" NOT NULL DEFAULT 'scheduled',
    "terminal" TEXT,
    "gate" TEXT,
    "aircraft_type_code" CHAR(3) NOT NULL,
    "seat_map_id" TEXT NOT NULL,

    CONSTRAINT "flight_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "flight_cabin" (
    "flight_id" TEXT NOT NULL,
    "cabin" "cabin" NOT NULL,
    "capacity" SMALLINT NOT NULL,
    "base_fare_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,

    CONSTRAINT "flight_cabin_pkey" PRIMARY KEY ("flight_id","cabin")
);

-- CreateTable
CREATE TABLE "user_account" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "password_hash" TEXT,
    "given_name" TEXT NOT NULL,
    "surname" TEXT NOT NULL,
    "role" "user_role" NOT NULL DEFAULT 'traveller',
    "email_verified_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "token_hash" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "booking" (
    "id" TEXT NOT NULL,
    "record_locator" CHAR(6) NOT NULL,
    "user_id" TEXT NOT NULL,
    "hold_key" TEXT NOT NULL,
    "hold_fingerprint" TEXT NOT NULL,
    "state" "booking_state" NOT NULL,
    "contact_email" TEXT NOT NULL,
    "contact_phone" TEXT,
    "currency" CHAR(3) NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "seat_count" SMALLINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "secured_at" TIMESTAMPTZ(3),
    "pay_by" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),
    "confirmed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "booking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "booking_segment" (
    "id" TEXT NOT NULL,
    "booking_id" TEXT NOT NULL,
    "position" SMALLINT NOT NULL,
    "flight_id" TEXT NOT NULL,
    "cabin" "cabin" NOT NULL,
    "fare_brand_code" TEXT NOT NULL,

    CONSTRAINT "booking_segment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "passenger" (
    "id" TEXT NOT NULL,
    "booking_id" TEXT NOT NULL,
    "position" SMALLINT NOT NULL,
    "type" "passenger_type" NOT NULL,
    "given_name" TEXT,
    "surname" TEXT,
    "birth_date" DATE,

    CONSTRAINT "passenger_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "special_service_request" (
    "passenger_id" TEXT NOT NULL,
    "segment_id" TEXT NOT NULL,
    "code" CHAR(4) NOT NULL,

    CONSTRAINT "special_service_request_pkey" PRIMARY KEY ("passenger_id","segment_id","code")
);

-- CreateTable
CREATE TABLE "price_line" (
    "id" TEXT NOT NULL,
    "booking_id" TEXT NOT NULL,
    "position" SMALLINT NOT NULL,
    "segment_id" TEXT,
    "passenger_id" TEXT,
    "kind" "price_line_kind" NOT NULL,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,

    CONSTRAINT "price_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seat_claim" (
    "id" BIGSERIAL NOT NULL,
    "booking_id" TEXT,
    "segment_id" TEXT,
    "passenger_id" TEXT,
    "flight_id" TEXT NOT NULL,
    "seat_no" TEXT NOT NULL,
    "cabin" "cabin" NOT NULL,
    "block_reason" TEXT,
    "claimed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT skyhold_clock(),
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "released_at" TIMESTAMPTZ(6),
    "release_reason" TEXT,

    CONSTRAINT "seat_claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" TEXT NOT NULL,
    "booking_id" TEXT NOT NULL,
    "state" "payment_state" NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "stripe_intent_id" TEXT,
    "client_secret" TEXT,
    "decline_code" TEXT,
    "method_label" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund" (
    "id" TEXT NOT NULL,
    "booking_id" TEXT,
    "payment_id" TEXT,
    "stripe_intent_id" TEXT NOT NULL,
    "stripe_refund_id" TEXT,
    "state" "refund_state" NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "intent_id" TEXT,
    "outcome" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "stripe_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_transaction" (
    "id" TEXT NOT NULL,
    "booking_id" TEXT,
    "kind" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "ledger_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" BIGSERIAL NOT NULL,
    "transaction_id" TEXT NOT NULL,
    "account" "ledger_account" NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ticket" (
    "number" CHAR(13) NOT NULL,
    "check_digit" SMALLINT NOT NULL,
    "booking_id" TEXT NOT NULL,
    "passenger_id" TEXT NOT NULL,
    "sequence" SMALLINT NOT NULL DEFAULT 1,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "ticket_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "coupon" (
    "ticket_number" CHAR(13) NOT NULL,
    "number" SMALLINT NOT NULL,
    "segment_id" TEXT NOT NULL,
    "status" "coupon_status" NOT NULL DEFAULT 'open',

    CONSTRAINT "coupon_pkey" PRIMARY KEY ("ticket_number","number")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" TEXT NOT NULL,
    "booking_id" TEXT,
    "user_id" TEXT,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "state" "notification_state" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_record" (
    "caller" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "answer" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),

    CONSTRAINT "idempotency_record_pkey" PRIMARY KEY ("caller","route","key")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT skyhold_now(),
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "reason" TEXT,
    "request_id" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "airport_metro_code_idx" ON "airport"("metro_code");

-- CreateIndex
CREATE UNIQUE INDEX "airline_icao_key" ON "airline"("icao");

-- CreateIndex
CREATE UNIQUE INDEX "airline_accounting_code_key" ON "airline"("accounting_code");

-- CreateIndex
CREATE UNIQUE INDEX "fare_brand_rank_key" ON "fare_brand"("rank");

-- CreateIndex
CREATE INDEX "flight_origin_destination_departure_date_departs_at_idx" ON "flight"("origin", "destination", "departure_date", "departs_at");

-- CreateIndex
CREATE UNIQUE INDEX "flight_airline_code_flight_number_suffix_departure_date_key" ON "flight"("airline_code", "flight_number", "suffix", "departure_date");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "booking_record_locator_key" ON "booking"("record_locator");

-- CreateIndex
CREATE INDEX "booking_user_id_created_at_id_idx" ON "booking"("user_id", "created_at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "booking_user_id_hold_key_key" ON "booking"("user_id", "hold_key");

-- CreateIndex
CREATE INDEX "booking_segment_flight_id_idx" ON "booking_segment"("flight_id");

-- CreateIndex
CREATE UNIQUE INDEX "booking_segment_booking_id_position_key" ON "booking_segment"("booking_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "passenger_booking_id_position_key" ON "passenger"("booking_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "price_line_booking_id_position_key" ON "price_line"("booking_id", "position");

-- CreateIndex
CREATE INDEX "seat_claim_booking_id_idx" ON "seat_claim"("booking_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_stripe_intent_id_key" ON "payment"("stripe_intent_id");

-- CreateIndex
CREATE INDEX "payment_booking_id_idx" ON "payment"("booking_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_stripe_refund_id_key" ON "refund"("stripe_refund_id");

-- CreateIndex
CREATE INDEX "refund_booking_id_idx" ON "refund"("booking_id");

-- CreateIndex
CREATE INDEX "ledger_transaction_booking_id_idx" ON "ledger_transaction"("booking_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_kind_source_id_key" ON "ledger_transaction"("kind", "source_id");

-- CreateIndex
CREATE INDEX "ledger_entry_transaction_id_idx" ON "ledger_entry"("transaction_id");

-- CreateIndex
CREATE INDEX "ticket_booking_id_idx" ON "ticket"("booking_id");

-- CreateIndex
CREATE UNIQUE INDEX "ticket_passenger_id_sequence_key" ON "ticket"("passenger_id", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "notification_dedupe_key_key" ON "notification"("dedupe_key");

-- CreateIndex
CREATE INDEX "notification_booking_id_idx" ON "notification"("booking_id");

-- CreateIndex
CREATE INDEX "audit_entry_subject_id_at_idx" ON "audit_entry"("subject_id", "at");

-- AddForeignKey
ALTER TABLE "airport" ADD CONSTRAINT "airport_country_code_fkey" FOREIGN KEY ("country_code") REFERENCES "country"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat" ADD CONSTRAINT "seat_seat_map_id_fkey" FOREIGN KEY ("seat_map_id") REFERENCES "seat_map"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "aircraft_type" ADD CONSTRAINT "aircraft_type_seat_map_id_fkey" FOREIGN KEY ("seat_map_id") REFERENCES "seat_map"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flight_schedule" ADD CONSTRAINT "flight_schedule_airline_code_fkey" FOREIGN KEY ("airline_code") REFERENCES "airline"("iata") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flight_schedule" ADD CONSTRAINT "flight_schedule_origin_fkey" FOREIGN KEY ("origin") REFERENCES "airport"("iata") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flight_schedule" ADD CONSTRAINT "flight_schedule_destination_fkey" FOREIGN KEY ("destination") REFERENCES "airport"("iata") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flight_schedule" ADD CONSTRAINT "flight_schedule_aircraft_type_code_fkey" FOREIGN KEY ("aircraft_type_code") REFERENCES "aircraft_type"("iata") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flight" ADD CONSTRAINT "flight_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "flight_schedule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flight" ADD CONSTRAINT "flight_airline_code_fkey" FOREIGN KEY ("airline_code") REFERENCES "airline"("iata") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flight" ADD CONSTRAINT "flight_origin_fkey" FOREIGN KEY ("origin") REFERENCES "airport"("iata") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flight" ADD CONSTRAINT "flight_destination_fkey" FOREIGN KEY ("destination") REFERENCES "airport"("iata") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flight" ADD CONSTRAINT "flight_aircraft_type_code_fkey" FOREIGN KEY ("aircraft_type_code") REFERENCES "aircraft_type"("iata") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flight" ADD CONSTRAINT "flight_seat_map_id_fkey" FOREIGN KEY ("seat_map_id") REFERENCES "seat_map"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "flight_cabin" ADD CONSTRAINT "flight_cabin_flight_id_fkey" FOREIGN KEY ("flight_id") REFERENCES "flight"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking" ADD CONSTRAINT "booking_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking_segment" ADD CONSTRAINT "booking_segment_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "booking_segment" ADD CONSTRAINT "booking_segment_fare_brand_code_fkey" FOREIGN KEY ("fare_brand_code") REFERENCES "fare_brand"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passenger" ADD CONSTRAINT "passenger_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "special_service_request" ADD CONSTRAINT "special_service_request_passenger_id_fkey" FOREIGN KEY ("passenger_id") REFERENCES "passenger"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "special_service_request" ADD CONSTRAINT "special_service_request_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "booking_segment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_line" ADD CONSTRAINT "price_line_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat_claim" ADD CONSTRAINT "seat_claim_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat_claim" ADD CONSTRAINT "seat_claim_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "booking_segment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat_claim" ADD CONSTRAINT "seat_claim_passenger_id_fkey" FOREIGN KEY ("passenger_id") REFERENCES "passenger"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ticket" ADD CONSTRAINT "ticket_passenger_id_fkey" FOREIGN KEY ("passenger_id") REFERENCES "passenger"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_ticket_number_fkey" FOREIGN KEY ("ticket_number") REFERENCES "ticket"("number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_segment_id_fkey" FOREIGN KEY ("segment_id") REFERENCES "booking_segment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "booking"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

