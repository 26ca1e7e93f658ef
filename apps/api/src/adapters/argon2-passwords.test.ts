import { isDomainError } from "@skyhold/core";
import { expect, test } from "vitest";

import { createPasswords } from "./argon2-passwords.ts";

test("a password is kept as Argon2id with the parameters of OWASP, never twice the same, and only itself is right", async () => {
  const passwords = createPasswords();
  const [one, two] = [await passwords.hash("correct horse battery"), await passwords.hash("correct horse battery")];

  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
  expect(one).not.toBe(two);
  expect(await passwords.verify(one, "correct horse battery")).toBe(true);
  expect(await passwords.verify(one, "Correct horse battery")).toBe(false);
  expect(await passwords.verify(await passwords.hash("Zo\u00EB"), "Zoe\u0308")).toBe(true);
  expect(await passwords.verify(null, "a password that nobody has")).toBe(false);
});

test("of a flood of logins so many wait and are judged; the others are told at once to come again", async () => {
  const passwords = createPasswords();
  const stored = await passwords.hash("correct horse battery");
  const inOrder: (boolean | string)[] = [];
  const attempt = async (number: number) => {
    const answer = await passwords
      .verify(stored, number % 2 === 0 ? "correct horse battery" : "wrong")
      .catch((error: unknown) => (isDomainError(error, "OVERLOADED") ? `after ${error.details.retryAfterSeconds} s` : "?"));
    inOrder.push(answer);
  };
  await Promise.all(Array.from({ length: 60 }, (_, number) => attempt(number)));
  const judged = inOrder.filter((answer) => typeof answer === "boolean");
  const refused = inOrder.filter((answer) => typeof answer === "string");

  expect(judged.length).toBeGreaterThanOrEqual(41);
  expect(judged.filter((right) => right).length).toBeGreaterThan(15);
  expect(refused.length).toBeGreaterThan(10);
  expect(inOrder.slice(0, refused.length)).toEqual(refused.map(() => "after 2 s"));
  expect(await passwords.verify(stored, "correct horse battery")).toBe(true);
});
