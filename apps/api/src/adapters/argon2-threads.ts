import { Worker } from "node:worker_threads";

/** A password to hash; with a stored hash, to compare with it. */
export interface PasswordTask {
  readonly password: string;
  readonly stored: string | null;
}

/** Threads of their own for passwords, at a low priority: they take what nobody else wants of the processor, and none of libuv's threads. */
export interface PasswordThreads {
  /** The hash, or whether the stored one is of this password. The caller sees to it that no more run at once than there are threads. */
  run(task: PasswordTask): Promise<string | boolean>;
}

/** Builds threads that start when they are needed and keep no process from ending while they have nothing to do. */
export function createPasswordThreads(): PasswordThreads {
  const idle: Worker[] = [];
  return {
    run: async (task) => {
      const thread = idle.pop() ?? start();
      const result = await ask(thread, task);
      idle.push(thread);
      return result;
    },
  };
}

function start(): Worker {
  return new Worker(new URL("argon2-thread.ts", import.meta.url));
}

/** A thread that fails is not used again. */
function ask(thread: Worker, task: PasswordTask): Promise<string | boolean> {
  const answer = Promise.withResolvers<string | boolean>();
  const ended = (code: number) => answer.reject(new Error(`The thread for passwords ended with code ${code}`));
  thread.ref();
  thread.once("message", answer.resolve).once("error", answer.reject).once("exit", ended);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window, and has no origin
  thread.postMessage(task);
  return answer.promise.finally(() => {
    thread.off("message", answer.resolve).off("error", answer.reject).off("exit", ended);
    thread.unref();
  });
}
