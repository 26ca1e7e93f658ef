/** Where `pnpm start` tells a person what it does. */
export interface Say {
  readonly line: (text?: string) => void;
  /** Shows a step while it runs, with a count where there is one, and how long it took when it is done. */
  readonly step: <Result>(label: string, work: (progress: (done: number, total: number) => void) => Promise<Result>) => Promise<Result>;
}

/** Speaks on a stream; a terminal sees the steps move, a file gets one line for each. */
export function createSay(stream: NodeJS.WriteStream): Say {
  const line = (text = "") => void stream.write(`${text}\n`);
  return {
    line,
    step: async (label, work) => {
      const startedAt = performance.now();
      const show = (text: string) => stream.isTTY && stream.write(`\r\u001B[K  … ${text}`);
      show(label);
      let shownAt = 0;
      const result = await work((done, total) => {
        const now = performance.now();
        if (now - shownAt < 80) return;
        shownAt = now;
        show(`${label} ${bar(done / total)} ${done.toLocaleString("en")} of ${total.toLocaleString("en")}`);
      });
      if (stream.isTTY) stream.write("\r\u001B[K");
      line(`  ✓ ${label} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
      return result;
    },
  };
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, share) * 20);
  return `${"█".repeat(full)}${"░".repeat(20 - full)}`;
}
