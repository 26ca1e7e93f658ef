import { compileWithGaps, SeatNotationError } from "@skyhold/db";
import type { SeatSpec } from "@skyhold/db";
import { z } from "zod";

import type { Context, Staff } from "../context.ts";
import { CabinOnMap, cabinsOf, SeatOnMap } from "../seats/get-seat-map.ts";
import { Layout } from "./aircraft.ts";

/** A layout as far as it is written. */
export const PreviewLayoutInput = z.strictObject({ layout: Layout });
export type PreviewLayoutInput = z.infer<typeof PreviewLayoutInput>;

const SeatOnLayout = SeatOnMap.omit({ state: true, heldUntil: true, price: true });

/** The seats of a layout, or where it cannot be read. */
export const LayoutPreview = z.strictObject({
  problem: z
    .strictObject({
      message: z.string().describe("What is wrong, and how to write it instead"),
      character: z.int().describe("The first character at fault, counted from 1"),
      length: z.int().describe("How many characters are at fault"),
    })
    .nullable()
    .describe("Null where it can be read; else there are no seats"),
  cabins: z.array(CabinOnMap).describe("From nose to tail, deck by deck"),
  seats: z.array(SeatOnLayout).describe("By deck, row, letter"),
  gaps: z.array(SeatOnLayout).describe("Places that are left empty, as if there were seats"),
});
export type LayoutPreview = z.infer<typeof LayoutPreview>;

/** Reads a layout in the compact notation while it is being written: what is half written is no error of the call. Writes nothing. */
export async function previewLayout(_ctx: Context<Staff>, { layout }: PreviewLayoutInput): Promise<LayoutPreview> {
  try {
    const { seats, gaps } = compileWithGaps(layout);
    const places = [...seats, ...gaps].toSorted((a, b) => a.deck - b.deck || a.rowNo - b.rowNo);
    return { problem: null, cabins: cabinsOf(places.map(toSeat)), seats: seats.map(toSeat), gaps: gaps.map(toSeat) };
  } catch (error) {
    if (!(error instanceof SeatNotationError)) throw error;
    const { message, character, length } = error;
    return { problem: { message, character, length }, cabins: [], seats: [], gaps: [] };
  }
}

function toSeat({ seatNo: seat, rowNo: row, columnLetter: column, ...rest }: SeatSpec): LayoutPreview["seats"][number] {
  return { seat, row, column, ...rest };
}
