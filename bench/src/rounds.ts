/** The middle of several measurements, with the least and the greatest of them. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Summarises measurements, of which there is at least one. */
export function summarise(values: readonly number[]): Summary {
  return { median: percentile(values, 50), min: percentile(values, 0), max: percentile(values, 100) };
}

/** The value that so many percent of the values do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/**
 * Measures all candidates in turn, round after round, so that whatever the machine does meanwhile happens to each of them.
 * The first round warms up and does not count.
 */
export async function interleave<Candidate, Measurement>(
  candidates: readonly Candidate[],
  rounds: number,
  measure: (candidate: Candidate, round: number) => Promise<Measurement>,
): Promise<Map<Candidate, Measurement[]>> {
  const kept = new Map<Candidate, Measurement[]>(candidates.map((candidate) => [candidate, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const candidate of candidates) {
      const measurement = await measure(candidate, round);
      if (round > 0) kept.get(candidate)?.push(measurement);
    }
  }
  return kept;
}
