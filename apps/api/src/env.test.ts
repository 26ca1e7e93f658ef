import { readFileSync } from "node:fs";
import path from "node:path";

import { expect, test } from "vitest";

import { Env, readEnv } from "./env.ts";

const complete = {
  DATABASE_URL: "postgresql://a@localhost/skyhold",
  STRIPE_SECRET_KEY: "sk_test_x",
  STRIPE_WEBHOOK_SECRETS: "whsec_old,whsec_new",
  SMTP_URL: "smtp://localhost:25",
  PERSONAL_DATA_KEYS: `p1:${"c".repeat(32)}`,
  OFFER_SIGNING_KEYS: `k2:${"b".repeat(32)},k1:${"a".repeat(32)}`,
};

test("a complete configuration is read, with its lists taken apart", () => {
  expect(readEnv(complete)).toMatchObject({
    PORT: 4000,
    STRIPE_WEBHOOK_SECRETS: ["whsec_old", "whsec_new"],
    OFFER_SIGNING_KEYS: [{ id: "k2" }, { id: "k1" }],
  });
});

test("a wrong or missing variable is named with the way out", () => {
  expect(() => readEnv({ ...complete, DATABASE_URL: "mysql://x", SMTP_URL: "" })).toThrow(
    /DATABASE_URL: must be a PostgreSQL[^]*SMTP_URL: is not set; it must be a mail server/u,
  );
  expect(() => readEnv({ ...complete, OFFER_SIGNING_KEYS: "k1:short" })).toThrow(/OFFER_SIGNING_KEYS: must be `id:secret` pairs/u);
  expect(() => readEnv({ ...complete, HOLD_SECONDS: "15 minutes" })).toThrow(/HOLD_SECONDS/u);
});

test("production refuses the Stripe sandbox", () => {
  expect(() => readEnv({ ...complete, NODE_ENV: "production", STRIPE_API_URL: "http://127.0.0.1:4012" })).toThrow(
    /STRIPE_API_URL must not be set in production/u,
  );
});

const inProduction = {
  ...complete,
  NODE_ENV: "production",
  OFFER_SIGNING_KEYS: "k1:0123456789abcdef0123456789abcdef",
  PERSONAL_DATA_KEYS: "p1:fedcba9876543210fedcba9876543210",
};

test.each([
  ["a placeholder", { STRIPE_SECRET_KEY: "sk_live_…" }, /^STRIPE_SECRET_KEY still holds the placeholder/u],
  ["the sandbox's key", { STRIPE_SECRET_KEY: "sk_test_sandbox" }, /^STRIPE_SECRET_KEY is the Stripe sandbox's/u],
  ["a guessable signing key", { OFFER_SIGNING_KEYS: complete.OFFER_SIGNING_KEYS }, /^OFFER_SIGNING_KEYS: a secret of few/u],
  ["a guessable sealing key", { PERSONAL_DATA_KEYS: complete.PERSONAL_DATA_KEYS }, /^PERSONAL_DATA_KEYS: a secret of few/u],
  ["one key for two purposes", { PERSONAL_DATA_KEYS: "p1:0123456789abcdef0123456789abcdef" }, /^PERSONAL_DATA_KEYS must not have/u],
])("production refuses %s, and names the variable", (_what, wrong, message) => {
  expect(readEnv(inProduction)).toMatchObject({ NODE_ENV: "production" });
  expect(() => readEnv({ ...inProduction, ...wrong })).toThrow(message);
});

test.each(["DATABASE_URL", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRETS", "SMTP_URL", "OFFER_SIGNING_KEYS", "PERSONAL_DATA_KEYS"])(
  "without %s no process starts, and none falls back on something embedded",
  (name) => {
    expect(() => readEnv({ ...inProduction, [name]: undefined })).toThrow(new RegExp(`${name}: is not set`, "u"));
  },
);

test("no secret of .env.example is taken for one: each of its lines without a # is refused by name while it holds the placeholder", () => {
  const example = readFileSync(path.resolve(import.meta.dirname, "../../../.env.example"), "utf8");
  const secrets = [...example.matchAll(/^([A-Z_]+)=(.*)$/gmu)].filter(([, name]) => name !== "NODE_ENV");

  expect(new Set(secrets.map(([, name]) => name))).toEqual(new Set(Object.keys(complete)));
  for (const [, name = "", value = ""] of secrets) {
    // Some are refused by their shape already.
    expect(() => readEnv({ ...inProduction, [name]: value })).toThrow(new RegExp(`(?:^|  )${name}(?::| still)`, "u"));
  }
});

test(".env.example names every variable, and none that is not read", () => {
  const example = readFileSync(path.resolve(import.meta.dirname, "../../../.env.example"), "utf8");
  const named = [...example.matchAll(/^(?:# )?([A-Z_]{3,})=/gmu)].map(([, name]) => name);

  expect(new Set(named)).toEqual(new Set(Object.keys(Env.shape)));
});
