import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join("");
}

/** Makes an id in Stripe's form, such as `pi_…`, that no other object of this process has. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(24)}`;
}

/** Makes the client secret of a payment intent: its id, `_secret_` and a random part. */
export function newClientSecret(intentId: string): string {
  return `${intentId}_secret_${randomText(25)}`;
}
