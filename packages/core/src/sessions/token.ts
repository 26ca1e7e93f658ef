import { sha256 } from "@oslojs/crypto/sha2";
import { encodeHexLowerCase } from "@oslojs/encoding";

/** What the database holds of a token: with a copy of it nobody can sign in. */
export function hashToken(token: string): string {
  return encodeHexLowerCase(sha256(new TextEncoder().encode(token)));
}

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** A new secret of 200 random bits, in letters and digits that survive mails and addresses. */
export function drawToken(randomInt: (bound: number) => number): string {
  return Array.from({ length: 40 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}
