import { editLayout, SeatNotationError } from "@skyhold/db";
import type { EditProblem } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { invalidInput } from "../errors.ts";
import { Layout } from "./aircraft.ts";

/** A layout, some of its seats, and what is to be so of them, or no longer. */
export const ChangeLayoutInput = z.strictObject({
  layout: Layout,
  seats: z
    .array(z.string().regex(/^[1-9]\d?[A-HJK]$/u, "A seat, like 12A"))
    .min(1)
    .max(200),
  feature: z
    .enum(["exit", "wing", "legroom", "bassinet", "bulkhead", "seat", "row"])
    .describe("`seat`: whether there is one; `row`: off takes their rows out, on puts a new one behind them"),
  on: z.boolean(),
});
export type ChangeLayoutInput = z.infer<typeof ChangeLayoutInput>;

/** The layout as it is written then. */
export const ChangedLayout = z.strictObject({ layout: Layout });

const sentences: Readonly<Record<EditProblem, (seat: string) => string>> = {
  unknown_seat: (seat) => `No section of the layout has a place ${seat}`,
  no_row_number: (seat) => `There is no row number left behind ${seat}: rows run from 1 to 99`,
  nothing_left: () => "A layout keeps at least one row",
};

/**
 * Changes seats of a layout while it is being written, so that pointing and writing come to the same text. Writes nothing. INVALID_INPUT
 * at `layout` where it cannot be read or becomes too long, and at `seats` where they cannot be changed like that.
 */
export async function changeLayout(_ctx: Context<Staff>, { layout, ...edit }: ChangeLayoutInput): Promise<z.infer<typeof ChangedLayout>> {
  const changed = edited(layout, edit);
  if ("problem" in changed) throw invalidInput("seats", sentences[changed.problem](changed.seat));
  if (changed.layout.length > 2000) throw invalidInput("layout", "The layout would be longer than 2000 characters");
  return changed;
}

function edited(layout: string, edit: Omit<ChangeLayoutInput, "layout">): ReturnType<typeof editLayout> {
  try {
    return editLayout(layout, edit);
  } catch (error) {
    if (error instanceof SeatNotationError) throw invalidInput("layout", error.message);
    throw error;
  }
}
