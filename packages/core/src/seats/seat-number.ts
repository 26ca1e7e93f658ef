import { z } from "zod";

/** A seat by row and letter, `12A`. No letter I: it would be read as 1. */
export const SeatNumber = z.string().regex(/^[1-9][0-9]?[A-HJ-K]$/u, "A row and a letter, `12A`");
