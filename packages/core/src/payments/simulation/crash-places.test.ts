import { expect, test } from "vitest";

import { startTestCore } from "../../testing/index.ts";
import { crashPlaces } from "./crash-places.ts";
import type { CrashPlace } from "./crash-places.ts";
import { faultIn, finalStates } from "./final-state.ts";
import type { Life } from "./life.ts";
import { Crash, mortal } from "./mortal.ts";
import { audit, heal } from "./simulate.ts";
import { makeLives } from "./world.ts";

/** No work has more borders between us, the database and the provider. */
const mostBorders = 24;

/** Lets the work die at that border, with all jobs and news that it had sent lost. False when it has no such border. */
async function dieAt(life: Life, { given, work, again }: CrashPlace, border: number): Promise<boolean> {
  await given(
    mortal(life, () => false),
    life,
  );
  let passed = 0;
  const died = await work(
    mortal(life, () => (passed += 1) === border),
    life,
  ).then(
    () => false,
    (error: unknown) => error instanceof Crash || Promise.reject(error),
  );
  if (died && again)
    await work(
      mortal(life, () => false),
      life,
    );
  life.jobs.length = 0;
  life.outbox.length = 0;
  return died;
}

test(
  "a process that dies between our commit and the provider, or the other way round, at any place: the reconciler ends it right",
  { timeout: 120_000 },
  async () => {
    await using core = await startTestCore();
    core.provider.refundSlowly();
    // Seeds that are no multiples of three are under the fare of which half comes back.
    const seeds = Array.from({ length: mostBorders }, (_, at) => 3 * at + 1);
    const died: { readonly place: CrashPlace; readonly life: Life; readonly border: number }[] = [];
    for (const place of crashPlaces) {
      const lives = await makeLives(core, seeds);
      for (const [at, life] of lives.entries()) {
        died.push({ place, life, border: at + 1 });
        if (!(await dieAt(life, place, at + 1))) break;
      }
    }
    const lives = died.map(({ life }) => life);
    expect(await heal(core, lives)).toEqual([]);
    const states = await finalStates(core, lives);

    const wrong = died.flatMap(({ place, life, border }, at) => {
      const after = states[at];
      const fault = faultIn(life, { before: after, after });
      const ended = `${after?.booking} with ${after?.kept}`;
      return fault === null && ended === place.ends.join(" with ") ? [] : [`${place.name}, border ${border}: ${fault ?? ended}`];
    });
    expect(wrong).toEqual([]);
    expect(await audit(core)).toEqual([]);
    // The last of each place came through alive: no border was left out.
    for (const place of crashPlaces)
      expect([place.name, died.filter((each) => each.place === place).length < mostBorders]).toEqual([place.name, true]);
  },
);
