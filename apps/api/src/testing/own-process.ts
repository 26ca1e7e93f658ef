import { fork } from "node:child_process";
import path from "node:path";

import { z } from "zod";

const Ready = z.object({ ready: z.literal(true), url: z.string().optional(), watchUrl: z.string().nullable().optional() });

/** The API or the worker as a process of its own. */
export interface OwnProcess extends AsyncDisposable {
  readonly url: string;
  readonly watchUrl: string;
  /** Asks it to stop. */
  stop(): void;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** What it wrote to the console. */
  output(): string;
}

/** Starts `main` or `worker` with these variables and waits until it is ready. */
export async function startOwnProcess(name: "main" | "worker", env: Readonly<Record<string, string>>): Promise<OwnProcess> {
  const file = path.resolve(import.meta.dirname, `../${name}.ts`);
  const child = fork(file, { env: { ...env }, stdio: ["ignore", "pipe", "pipe", "ipc"], execArgv: [] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text: Buffer) => (output += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const ready = await Promise.race([
    new Promise<unknown>((resolve) => child.once("message", resolve)),
    ended.then((code) => Promise.reject(new Error(`It ended with code ${code} before it was ready:\n${output}`))),
  ]);
  const { url, watchUrl } = Ready.parse(ready);
  return {
    url: url ?? "",
    watchUrl: watchUrl ?? "",
    stop: () => void child.kill("SIGTERM"),
    ended,
    output: () => output,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
