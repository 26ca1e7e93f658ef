import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const repository = path.resolve(import.meta.dirname, "../..");

/** A process that is started again whenever it ends, as an orchestrator does it. */
export interface KeptProcess extends AsyncDisposable {
  /** Ends it as a power cut would: nothing is finished, nothing is told to anyone. */
  kill(): void;
  isReady(): boolean;
  /** Resolves once a process that was started after this call, or runs undisturbed now, is ready. */
  ready(): Promise<void>;
}

/** What to run. */
export interface Program {
  /** From the repository's root. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}

/** Starts the program, and again after each of its ends. */
export function keepProcess(program: Program): KeptProcess {
  let child: ChildProcess | null = null;
  let isReady = false;
  let up = Promise.withResolvers<void>();
  const stopping = new AbortController();
  const ended = (async () => {
    while (!stopping.signal.aborted) {
      const current = start(program);
      child = current;
      const exited = new Promise<void>((resolve) => current.once("exit", () => resolve()));
      current.once("message", () => {
        isReady = true;
        up.resolve();
      });
      await exited;
      isReady = false;
      up = renewed(up);
      await sleep(100, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    isReady: () => isReady,
    kill: () => {
      isReady = false;
      up = renewed(up);
      child?.kill("SIGKILL");
    },
    ready: () => up.promise,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      child?.kill("SIGTERM");
      const tooLong = setTimeout(() => child?.kill("SIGKILL"), 12_000);
      await ended;
      clearTimeout(tooLong);
    },
  };
}

/** Whoever waits already goes on waiting for the next one that is ready. */
function renewed(old: PromiseWithResolvers<void>): PromiseWithResolvers<void> {
  const next = Promise.withResolvers<void>();
  void next.promise.then(() => old.resolve());
  return next;
}

function start({ file, env, logFile }: Program): ChildProcess {
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, [file], { cwd: repository, env: { ...env }, stdio: ["ignore", log, log, "ipc"] });
  closeSync(log);
  return child;
}
