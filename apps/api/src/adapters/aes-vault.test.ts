import { expect, test } from "vitest";

import { createVault } from "./aes-vault.ts";

const [older, newer] = [
  { id: "p1", secret: "a".repeat(32) },
  { id: "p2", secret: "b".repeat(32) },
];
const place = "travel_document.number:doc_1";

test("what is sealed is not to be read, never twice the same, and opens in its own place alone", () => {
  const vault = createVault([older]);
  const sealed = vault.seal("P1234567", place);

  expect(sealed).not.toContain("P1234567");
  expect(vault.seal("P1234567", place)).not.toBe(sealed);
  expect(vault.open(sealed, place)).toBe("P1234567");
  expect(() => vault.open(sealed, "travel_document.number:doc_2")).toThrow(/authenticate/u);
});

test("a changed text, key name or tag does not open", () => {
  const vault = createVault([older, { ...newer, secret: older.secret }]);
  const [id = "", nonce = "", tag = "", text = ""] = vault.seal("P1234567", place).split(".");
  const changed = (part: string) => `${part.startsWith("A") ? "B" : "A"}${part.slice(1)}`;

  expect(id).toBe("p1");
  for (const parts of [
    ["p2", nonce, tag, text],
    [id, changed(nonce), tag, text],
    [id, nonce, changed(tag), text],
    [id, nonce, tag, changed(text)],
    [id, nonce, "", text],
  ])
    expect(() => vault.open(parts.join("."), place)).toThrow(/./u);
});

test("a new key seals, an older one still opens what it sealed, until it is taken away", () => {
  const sealed = createVault([older]).seal("P1234567", place);
  const rotated = createVault([newer, older]);

  expect(rotated.open(sealed, place)).toBe("P1234567");
  expect(rotated.seal("x", place)).toMatch(/^p2\./u);
  expect(() => createVault([newer]).open(sealed, place)).toThrow(/has no key p1/u);
});
