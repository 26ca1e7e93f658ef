import { connect, createServer } from "node:net";

import { expect, test } from "vitest";

import { startTestStack } from "./testing.ts";
import { startOwnProcess } from "./testing/own-process.ts";

/** Leads to a server, but only who knocks often enough: who came first is sent away, as by a server that is not up yet. */
async function heavyDoor(target: URL, knocks: number): Promise<AsyncDisposable & { readonly url: string }> {
  let knocked = 0;
  const door = createServer((client) => {
    knocked += 1;
    if (knocked <= knocks) {
      client.resetAndDestroy();
      return;
    }
    const server = connect(Number(target.port), target.hostname);
    for (const socket of [client, server]) socket.on("error", () => void [client, server].map((end) => end.destroy()));
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  const address = door.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const url = Object.assign(new URL(target), { port: String(port) }).href;
  return { url, [Symbol.asyncDispose]: async () => void door.close() };
}

test("API and worker, started while their database is away, wait for it instead of ending; a refused password is not waited for", async () => {
  await using stack = await startTestStack({ worker: false });
  await using parts = new AsyncDisposableStack();
  const begin = async (name: "main" | "worker") => {
    const door = parts.use(await heavyDoor(new URL(stack.database.url), 3));
    return parts.use(await startOwnProcess(name, { ...stack.variables, LOG_LEVEL: "warn", DATABASE_URL: door.url }));
  };
  const wrong = Object.assign(new URL(stack.database.url), { password: "wrong" }).href;
  const ended = startOwnProcess("main", { ...stack.variables, DATABASE_URL: wrong }).then(() => "it runs", String);

  const waited = await Promise.all([begin("main"), begin("worker")]);

  for (const running of waited) expect(running.output()).toContain("the database is away; trying again");
  expect(await ended).toContain("password authentication failed");
});
