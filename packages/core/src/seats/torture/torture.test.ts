import { expect, test } from "vitest";

import { startTestCore, takeAway } from "../../testing/index.ts";
import type { Guard, TestCore } from "../../testing/index.ts";
import type { Violation } from "./history.ts";
import { torture } from "./torture.ts";

const seed = Number(process.env["TORTURE_SEED"] ?? Date.now() % 1_000_000);
const rounds = Number(process.env["TORTURE_ROUNDS"] ?? 2);

/** Rejects with what was found wrong, and the line that runs the same plan again. */
async function withstand(core: TestCore): Promise<void> {
  for (let round = seed; round < seed + rounds; round += 1) {
    const { violations } = await torture(core, round);
    const wrong = violations.map(({ kind, sentence }) => `${kind}: ${sentence}`).join("\n");
    if (wrong) throw new Error(`${wrong}\nAgain: TORTURE_SEED=${round} TORTURE_ROUNDS=1 pnpm test --project @skyhold/core torture.test`);
  }
}

test(
  "when everyone does everything at once, each seat is sold once and nothing that was told is forgotten",
  { timeout: 36_000_000 },
  async () => {
    await using core = await startTestCore();

    await expect(withstand(core)).resolves.toBeUndefined();
  },
);

/** What a run without these guards reports of this kind, up to the round that reports what is looked for. */
async function reported({ guards, kind, sentence }: Fault): Promise<string[]> {
  await using core = await startTestCore();
  await takeAway(core.app.db, ...guards);
  const sentences: string[] = [];
  for (let round = 1; round <= 10 && !sentences.some((found) => sentence.test(found)); round += 1) {
    const { violations } = await torture(core, round, 10);
    sentences.push(...violations.filter((violation) => violation.kind === kind).map((violation) => violation.sentence));
  }
  return sentences;
}

interface Fault {
  readonly what: string;
  readonly guards: readonly Guard[];
  readonly kind: Violation["kind"];
  readonly sentence: RegExp;
}

const twoBookings = /^\d[A-F] was given to bkg_\S+ and to bkg_/u;

test.each<Fault>([
  { what: "without the unique index and the locks", guards: ["index", "locks"], kind: "sold twice", sentence: twoBookings },
  { what: "without the unique index and the second look", guards: ["index", "recheck"], kind: "sold twice", sentence: twoBookings },
  { what: "with clocks that differ", guards: ["oneClock"], kind: "out of place", sentence: /23514.*expired_only_after_deadline/u },
  { what: "with clocks that differ, unchecked", guards: ["oneClock", "deadlineCheck"], kind: "sold twice", sentence: twoBookings },
])("negative control: $what, the run finds what comes of it", { timeout: 120_000 }, async (fault) => {
  expect(await reported(fault)).toContainEqual(expect.stringMatching(fault.sentence));
});
