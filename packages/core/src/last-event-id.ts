import { z } from "zod";

/** For who comes back to what they watched: the version of the event that came last. */
export const LastEventId = z
  .string()
  .max(100)
  .nullish()
  .describe("The `version` of the last event, when a stream was cut; sent as `Last-Event-ID` too");
