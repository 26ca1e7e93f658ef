import { spawn } from "node:child_process";
import path from "node:path";

/** A part of the product as a process of its own, as in production. */
export interface Part extends AsyncDisposable {
  readonly pid: number;
  /** Where it listens; empty for a part that does not. */
  readonly url: string;
}

export const repository = path.resolve(import.meta.dirname, "../..");

/** Starts a Node process in the repository's root and waits until it says that it is ready. */
export async function startPart(flags: readonly string[], env: Readonly<Record<string, string>>): Promise<Part> {
  const child = spawn(process.execPath, [...flags], { cwd: repository, env: { ...env }, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", (message: { readonly url?: string }) => resolve(message.url ?? ""));
    child.once("exit", (code) => reject(new Error(`${flags.at(-1)} ended with code ${code} before it was ready`)));
  });
  return {
    pid: child.pid ?? 0,
    url,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
