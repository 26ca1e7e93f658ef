import type { TodayEvent } from "@skyhold/sdk";

import { skyhold } from "../../app/client.ts";
import { useTold } from "../../app/use-told.ts";
import type { Told } from "../../app/use-told.ts";

/** The figures of today as they change. */
export function useToday(): Told<TodayEvent> {
  return useTold("today", (signal) => skyhold.admin.stats.watch({ signal }));
}
