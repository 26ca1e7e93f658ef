import { readSealed, replaceSealed, sealedFields } from "@skyhold/db";

import type { Context } from "../context.ts";

/** What became of the values of one column. */
export interface Resealed {
  readonly field: string;
  /** Sealed anew under the newest key. */
  readonly resealed: number;
  /** What could not be opened, because its key is gone or it was altered: left as it is. */
  readonly unopened: number;
}

/** So many values are read at a time. */
const batch = 200;

/**
 * Seals everything anew under the newest key that an older one has sealed, after which older keys may go. Each value is a change of its
 * own, so it may be interrupted and run again at any time, beside the API. A value that is changed meanwhile is sealed by whoever changes it.
 */
export async function resealPersonalData(ctx: Context): Promise<Resealed[]> {
  const all: Resealed[] = [];
  for (const field of sealedFields) all.push(await resealField(ctx, field));
  return all;
}

async function resealField({ db, vault }: Context, field: (typeof sealedFields)[number]): Promise<Resealed> {
  const counts = { field: `${field.table}.${field.column}`, resealed: 0, unopened: 0 };
  for (let after = ""; ;) {
    const rows = await readSealed(db, field, { after, limit: batch });
    for (const { id, sealed } of rows) {
      if (vault.isNewest(sealed)) continue;
      const place = placeOf(field, id);
      const by = reseal(vault, sealed, place);
      if (by === null) counts.unopened += 1;
      else if (await replaceSealed(db, field, { id, sealed, by })) counts.resealed += 1;
    }
    const last = rows.at(-1);
    if (rows.length < batch || !last) return counts;
    after = last.id;
  }
}

/** Null where it does not open: one lost key must not keep the others from being replaced. */
function reseal(vault: Context["vault"], sealed: string, place: string): string | null {
  try {
    return vault.seal(vault.open(sealed, place), place);
  } catch {
    return null;
  }
}

/** An authenticator's secret keeps its place when it is confirmed. */
function placeOf({ table, column }: (typeof sealedFields)[number], id: string): string {
  return `${table}.${column === "pending_sealed" ? "secret" : column.replace(/_sealed$/u, "")}:${id}`;
}
