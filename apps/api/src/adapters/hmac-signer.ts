import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import type { KeyObject } from "node:crypto";

import type { Signer } from "@skyhold/core";

/** Signs with HMAC-SHA-256 as `text.key.mac` in base64url. The first key signs; all are accepted, so that keys can be rotated. */
export function createSigner(secrets: readonly { readonly id: string; readonly secret: string }[]): Signer {
  const keys = secrets.map(({ id, secret }) => ({ id, secret: createSecretKey(secret, "utf8") }));
  const macWith = (secret: KeyObject, text: string) => createHmac("sha256", secret).update(text).digest();
  return {
    sign: (text) => {
      const [key] = keys;
      if (!key) throw new Error("There is no signing key");
      const body = `${Buffer.from(text).toString("base64url")}.${key.id}`;
      return `${body}.${macWith(key.secret, body).toString("base64url")}`;
    },
    open: (signed) => {
      const [text = "", id = "", mac = "", ...rest] = signed.split(".");
      const key = keys.find((candidate) => candidate.id === id);
      if (!key || rest.length > 0) return null;
      // Compared as they are written: base64 has many spellings of the same bytes, and what is signed comes back as it went.
      const expected = Buffer.from(macWith(key.secret, `${text}.${id}`).toString("base64url"));
      const given = Buffer.from(mac);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      return Buffer.from(text, "base64url").toString("utf8");
    },
  };
}
