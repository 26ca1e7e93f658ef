import { fork } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

function start(): ReturnType<typeof fork> {
  return fork(new URL("main.ts", import.meta.url), {
    env: { ...process.env, PORT: "0", STRIPE_SECRET_KEY: "sk_test_main", NODE_OPTIONS: "" },
    execArgv: [],
    silent: true,
  });
}

test("the process stops cleanly on SIGTERM", async () => {
  const child = start();
  await once(child, "message");
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

test("the process exits when its parent is gone", async () => {
  const child = start();
  await once(child, "message");
  child.disconnect();
  expect(await once(child, "exit")).toEqual([0, null]);
});
