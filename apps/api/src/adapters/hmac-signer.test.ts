import { expect, test } from "vitest";

import { createSigner } from "./hmac-signer.ts";

const [old, fresh] = [
  { id: "old", secret: "a-signing-secret-of-some-length" },
  { id: "new", secret: "another-signing-secret-of-length" },
];

test("what was signed opens as it went, also under a key that signs no more; under a key that is gone it does not", () => {
  const signed = createSigner([old]).sign("Zürich → 上海");

  expect(createSigner([fresh, old]).open(signed)).toBe("Zürich → 上海");
  expect(createSigner([fresh]).open(signed)).toBeNull();
  expect(createSigner([{ ...old, secret: fresh.secret }]).open(signed)).toBeNull();
});

test("not a character of it may be another one, and none may be added: also none that base64 does not count", () => {
  const signer = createSigner([old]);
  const signed = signer.sign("one seat");
  const changed = Array.from(signed, (letter, at) => `${signed.slice(0, at)}${letter === "A" ? "B" : "A"}${signed.slice(at + 1)}`);
  const added = ["!", "=", " ", "\n", ".", ".A", "A"].flatMap((more) => [`${signed}${more}`, `${more}${signed}`]);

  expect([...changed, ...added, "", "..", signed.toUpperCase()].filter((text) => signer.open(text) !== null)).toEqual([]);
});
