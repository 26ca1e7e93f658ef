import { expect, test } from "vitest";

import { describeError, reasonOf } from "./log.ts";

test("what the log tells of an error holds nothing that a caller or a traveller sent", () => {
  const database = Object.assign(new Error("invalid byte sequence in 'Ana Novák'"), {
    severity: "ERROR",
    code: "22021",
    detail: "Key (email)=(ana@example.com)",
    where: "Novák",
  });
  const mail = Object.assign(new Error("all recipients were rejected: 550 <ana@example.com>"), {
    code: "EENVELOPE",
    rejected: ["ana@example.com"],
  });
  const told = JSON.stringify([describeError(database), describeError(mail), describeError(new Error("outer", { cause: mail }))]);
  const kept = [reasonOf(database), reasonOf(mail), reasonOf("ana@example.com")].join();

  expect(told + kept).not.toMatch(/ana@example|Novák/u);
  expect(kept).toMatch(/22021,.*550.*no reason/u);
  expect(told).toMatch(/22021[^]*EENVELOPE[^]*\[address\]/u);
});
