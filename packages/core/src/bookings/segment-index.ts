import { z } from "zod";

/** Which flight of a booking: those that a change has replaced are counted too, so there may be more than a booking begins with. */
export const SegmentIndex = z.int().min(0).max(23);
