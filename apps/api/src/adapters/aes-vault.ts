import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

import type { Vault } from "@skyhold/core";

/**
 * Seals with AES-256-GCM as `key.nonce.tag.ciphertext` in base64url; the key's id and the place are authenticated with it.
 * The first key seals; all open, so that keys can be rotated.
 */
export function createVault(keys: readonly { readonly id: string; readonly secret: string }[]): Vault {
  const derived = new Map(keys.map(({ id, secret }) => [id, Buffer.from(hkdfSync("sha256", secret, "", "skyhold personal data", 32))]));
  return {
    seal: (text, place) => {
      const [id = ""] = derived.keys();
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", keyOf(derived, id), nonce).setAAD(Buffer.from(`${id} ${place}`));
      const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return [id, ...[nonce, cipher.getAuthTag(), ciphertext].map((part) => part.toString("base64url"))].join(".");
    },
    isNewest: (sealed) => sealed.startsWith(`${keys[0]?.id ?? ""}.`),
    open: (sealed, place) => {
      const [id = "", ...parts] = sealed.split(".");
      const [nonce = Buffer.of(), tag = Buffer.of(), ciphertext = Buffer.of()] = parts.map((part) => Buffer.from(part, "base64url"));
      const decipher = createDecipheriv("aes-256-gcm", keyOf(derived, id), nonce, { authTagLength: 16 });
      decipher.setAAD(Buffer.from(`${id} ${place}`)).setAuthTag(tag);
      return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString("utf8");
    },
  };
}

function keyOf(keys: ReadonlyMap<string, Buffer>, id: string): Buffer {
  const key = keys.get(id);
  // What is no name of a key may be anything, and has no place in a log.
  const name = /^[a-z0-9]{1,16}$/u.test(id) ? id : "of such a form";
  if (!key) throw new Error(`PERSONAL_DATA_KEYS has no key ${name}, under which data was sealed`);
  return key;
}
