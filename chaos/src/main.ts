import { parseArgs } from "node:util";

import { logs } from "./product.ts";
import { runChaos } from "./run.ts";
import type { ChaosReport } from "./run.ts";

// `pnpm chaos [--seconds N] [--seed N] [--travellers N] [--json]`: ends with 0 when every promise was kept, 1 when one was broken, 2 when it could not run, or nothing was acknowledged.
try {
  const { values } = parseArgs({
    options: {
      seconds: { type: "string", default: "60" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      travellers: { type: "string", default: "8" },
      json: { type: "boolean", default: false },
    },
  });
  const [seconds, seed, travellers] = [
    whole("--seconds", values.seconds),
    whole("--seed", values.seed),
    whole("--travellers", values.travellers),
  ];
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const report = await runChaos({ seconds, seed, travellers, say });
  process.stdout.write(values.json ? `${JSON.stringify(report.summary)}\n` : describe(report));
  const { violations, acknowledged } = report.summary;
  const broken = Object.values(violations).some((count) => count > 0) || report.unfinished.size > 0;
  tellMore(report, say);
  say(`The same plan again: pnpm chaos --seconds ${seconds} --seed ${seed} --travellers ${travellers}`);
  // What was cut leaves timers behind that would keep the process for minutes after its report.
  const code = broken ? 1 : acknowledged === 0 ? 2 : 0;
  if (code === 2) say("Nothing was acknowledged, so nothing could be lost: this run shows nothing");
  process.stdout.write("", () => process.exit(code));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
}

function whole(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${flag} wants a whole number from 1, not "${text}"`);
  return value;
}

function describe({ summary }: ChaosReport): string {
  const { violations, recoverySeconds, ...counts } = summary;
  const rows = Object.entries({
    ...counts,
    ...violations,
    "recovery p50, s": recoverySeconds.p50.toFixed(2),
    "recovery max, s": recoverySeconds.max.toFixed(2),
  });
  return rows.map(([name, value]) => `${name.padEnd(20)} ${value}\n`).join("");
}

function tellMore({ reached, refusals, unfinished, broken, redeliveredMails }: ChaosReport, say: (line: string) => void): void {
  const list = (counts: ReadonlyMap<string, number>) => [...counts].map(([what, count]) => `${what} ${count}`).join(", ") || "none";
  say(`Bookings: ${list(reached)}`);
  say(`Calls that ended in an error: ${list(refusals)}`);
  say(`Left to be done: ${list(unfinished)}`);
  say(`Mails delivered again under the same Message-ID: ${redeliveredMails}`);
  say(`Logs: ${logs}`);
  for (const line of broken) say(`Does not hold: ${line}`);
}
