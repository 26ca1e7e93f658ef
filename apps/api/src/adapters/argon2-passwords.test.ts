import { readdir, readFile } from "node:fs/promises";

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

/** How nice each thread of this process is, by Linux. */
async function niceness(): Promise<number[]> {
  const threads = await readdir("/proc/self/task");
  const stats = await Promise.all(threads.map((thread) => readFile(`/proc/self/task/${thread}/stat`, "utf8").catch(() => "")));
  // The name before it, in brackets, may hold blanks.
  return stats.filter(Boolean).map((stat) => Number(stat.slice(stat.lastIndexOf(")")).split(" ")[17]));
}

test.runIf(process.platform === "linux")("passwords are hashed by threads that let everyone else go first, and by no others", async () => {
  const before = Math.max(...(await niceness()));
  await createPasswords().hash("correct horse battery");
  const after = (await niceness()).toSorted((a, b) => b - a);

  expect(after[0]).toBeGreaterThanOrEqual(5);
  expect(after.filter((nice) => nice < 5).length).toBeGreaterThan(1);
  expect(before).toBeLessThanOrEqual(after[0] ?? 0);
});

test("a stored hash that is none fails that login alone", async () => {
  const passwords = createPasswords();
  const stored = await passwords.hash("correct horse battery");

  await expect(passwords.verify("no hash", "correct horse battery")).rejects.toThrow("Decoding failed");
  expect(await passwords.verify(stored, "correct horse battery")).toBe(true);
});
