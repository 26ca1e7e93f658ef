import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import path from "node:path";

/** How to run one of our processes. */
export interface ProcessOptions {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  /** Its log lines go here; what it writes to standard error a person sees. */
  readonly logFile: string;
  readonly watch: boolean;
  /** Called when it ends without having been asked to. */
  readonly onDeath: (name: string) => void;
}

/** A process of ours that is ready to serve. */
export interface RunningProcess {
  stop(): Promise<void>;
}

/** Starts a process and waits until it says that it is ready. Fails with what it wrote when it ends before. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const name = path.basename(options.file, ".ts");
  const child = fork(options.file, {
    env: { ...process.env, ...options.env },
    execArgv: options.watch ? ["--watch", "--watch-preserve-output"] : [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const errors: string[] = [];
  child.stdout?.pipe(createWriteStream(options.logFile, { flags: "a" }));
  child.stderr?.on("data", (text: Buffer) => errors.push(text.toString()));
  await ready(child, name, errors);
  child.stderr?.pipe(process.stderr);
  let stopping = false;
  child.once("exit", () => stopping || options.onDeath(name));
  return {
    stop: () => {
      stopping = true;
      return stop(child);
    },
  };
}

function ready(child: ChildProcess, name: string, errors: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("exit", (code) =>
      reject(new Error(`The ${name} process ended at once (code ${code ?? "none"}).\n${errors.join("").trim()}`)),
    );
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const tooLong = setTimeout(() => child.kill("SIGKILL"), 12_000);
  await exited;
  clearTimeout(tooLong);
}
