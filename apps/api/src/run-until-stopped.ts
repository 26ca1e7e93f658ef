/**
 * Keeps a process alive until it is asked to stop: by SIGTERM, by Ctrl-C, or because the process that started it is gone.
 * Then runs the given stop, and gives up on it after ten seconds.
 */
export function runUntilStopped(stop: () => Promise<void>): void {
  let stopping = false;
  const once = () => {
    if (stopping) return;
    stopping = true;
    const giveUp = setTimeout(() => process.exit(1), 10_000);
    giveUp.unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGTERM", once);
  process.on("SIGINT", once);
  process.on("disconnect", once);
}
