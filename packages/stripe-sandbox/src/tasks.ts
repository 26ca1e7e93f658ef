/** Work that goes on after an answer was sent: deliveries, refunds, settlements. */
export interface Tasks {
  /** Counts a promise as pending until it settles; it must not reject. */
  track(work: Promise<void>): void;
  /** Runs the work after the given milliseconds, unless the sandbox is closed first. */
  later(delayMs: number, work: () => void | Promise<void>): void;
  /** Resolves when nothing is pending. */
  idle(): Promise<void>;
  /** Drops everything that has not begun and aborts `signal`. */
  close(): void;
  readonly signal: AbortSignal;
}

/** Makes an empty set of tasks; `onEnd` is called after each. */
export function createTasks(onEnd: () => void): Tasks {
  const pending = new Set<Promise<void>>();
  const abort = new AbortController();

  function track(work: Promise<void>): void {
    const tracked: Promise<void> = work.finally(() => {
      pending.delete(tracked);
      onEnd();
    });
    pending.add(tracked);
  }

  return {
    signal: abort.signal,
    track,
    later(delayMs, work) {
      track(sleep(delayMs, abort.signal).then(() => (abort.signal.aborted ? undefined : work())));
    },
    async idle() {
      while (pending.size > 0) {
        await Promise.all(pending);
      }
    },
    close() {
      abort.abort();
    },
  };
}

/** Resolves after the given milliseconds, or at once when the signal aborts. */
export function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted || delayMs === 0) {
      resolve();
      return;
    }
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, delayMs);
    signal.addEventListener("abort", finish);
  });
}
