-- Taxes, fees and extras, with the local days of departure on which they hold. They were part of the program; now staff change them. What was
-- offered or sold before keeps its price: an offer and a booking carry their lines.
CREATE TABLE "charge_rule" (
    "id" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_until" DATE,
    "country_code" CHAR(2),
    "kind" "price_line_kind" NOT NULL,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "domestic_percent" DECIMAL(5,2),
    "international_percent" DECIMAL(5,2),

    CONSTRAINT "charge_rule_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "charge_rule_is_a_charge" CHECK ("kind" IN ('tax', 'fee')),
    CONSTRAINT "charge_rule_days" CHECK ("valid_until" >= "valid_from"),
    CONSTRAINT "charge_rule_shares" CHECK ("domestic_percent" BETWEEN 0 AND 100 AND "international_percent" BETWEEN 0 AND 100)
);
CREATE TRIGGER charge_rule_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "charge_rule" EXECUTE FUNCTION reference_changed();

INSERT INTO "charge_rule" ("id", "valid_from", "country_code", "kind", "code", "label", "domestic_percent", "international_percent") VALUES
    ('chg_00000000-0000-7000-8000-000000000001', '0001-01-01', NULL, 'tax', 'XT', 'Taxes and airport charges', 8, 14),
    ('chg_00000000-0000-7000-8000-000000000002', '2026-01-01', 'GB', 'tax', 'GB', 'Air passenger duty', 5, 12),
    ('chg_00000000-0000-7000-8000-000000000003', '2026-01-01', 'GB', 'fee', 'UB', 'Passenger service charge', 4, 5),
    ('chg_00000000-0000-7000-8000-000000000004', '2026-01-01', 'US', 'tax', 'US', 'Transportation tax', 7.5, 5),
    ('chg_00000000-0000-7000-8000-000000000005', '2026-01-01', 'US', 'fee', 'AY', 'Security fee', 2, 1),
    ('chg_00000000-0000-7000-8000-000000000006', '2026-01-01', 'US', 'fee', 'XF', 'Passenger facility charge', 2, 1),
    ('chg_00000000-0000-7000-8000-000000000007', '2026-01-01', 'DE', 'tax', 'OY', 'Air transport tax', 5, 8),
    ('chg_00000000-0000-7000-8000-000000000008', '2026-01-01', 'DE', 'fee', 'DE', 'Security charge', 3, 3),
    ('chg_00000000-0000-7000-8000-000000000009', '2026-01-01', 'DE', 'fee', 'RA', 'Passenger service charge', 5, 6),
    ('chg_00000000-0000-7000-8000-000000000010', '2026-01-01', 'SG', 'fee', 'SG', 'Passenger service and security charge', NULL, 9),
    ('chg_00000000-0000-7000-8000-000000000011', '2026-01-01', 'SG', 'tax', 'OP', 'Aviation levy', NULL, 2);

CREATE TABLE "ancillary_rule" (
    "id" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_until" DATE,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "most" SMALLINT NOT NULL,
    "included_in" "cabin"[],
    "for_infants" BOOLEAN NOT NULL,
    "prices" JSONB NOT NULL,

    CONSTRAINT "ancillary_rule_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ancillary_rule_days" CHECK ("valid_until" >= "valid_from"),
    CONSTRAINT "ancillary_rule_most" CHECK ("most" BETWEEN 1 AND 9)
);

INSERT INTO "ancillary_rule" ("id", "valid_from", "code", "label", "most", "included_in", "for_infants", "prices") VALUES
    ('anc_00000000-0000-7000-8000-000000000001', '2026-01-01', 'BAG', 'Checked bag of 23 kg', 3, '{}', false,
     '{"EUR": 3500, "USD": 3800, "GBP": 3000, "SGD": 5000, "CHF": 3500, "AUD": 5500, "JPY": 5500, "KWD": 11500}'),
    ('anc_00000000-0000-7000-8000-000000000002', '2026-01-01', 'PRIORITY', 'Priority boarding', 1, '{business,first}', false,
     '{"EUR": 1200, "USD": 1300, "GBP": 1000, "SGD": 1800, "CHF": 1200, "AUD": 2000, "JPY": 1900, "KWD": 4000}'),
    ('anc_00000000-0000-7000-8000-000000000003', '2026-01-01', 'LOUNGE', 'Lounge before departure', 1, '{business,first}', false,
     '{"EUR": 4000, "USD": 4500, "GBP": 3500, "SGD": 6000, "CHF": 4000, "AUD": 6500, "JPY": 6500, "KWD": 13500}'),
    ('anc_00000000-0000-7000-8000-000000000004', '2026-01-01', 'WIFI', 'Wi-Fi on board', 1, '{business,first}', false,
     '{"EUR": 900, "USD": 1000, "GBP": 800, "SGD": 1400, "CHF": 900, "AUD": 1500, "JPY": 1500, "KWD": 3000}'),
    ('anc_00000000-0000-7000-8000-000000000005', '2026-01-01', 'MEAL', 'Hot meal', 1, '{premium_economy,business,first}', false,
     '{"EUR": 1500, "USD": 1600, "GBP": 1300, "SGD": 2200, "CHF": 1500, "AUD": 2500, "JPY": 2400, "KWD": 5000}'),
    ('anc_00000000-0000-7000-8000-000000000006', '2026-01-01', 'INSURANCE', 'Travel insurance', 1, '{}', true,
     '{"EUR": 1900, "USD": 2100, "GBP": 1600, "SGD": 2800, "CHF": 1900, "AUD": 3100, "JPY": 3000, "KWD": 6000}');

-- A brand that is not sold any more stays for those who bought it.
ALTER TABLE "fare_brand" ADD COLUMN "withdrawn_at" TIMESTAMPTZ(3);
