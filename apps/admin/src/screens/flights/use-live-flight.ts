import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { skyhold } from "../../app/client.ts";
import { manifestQuery } from "../../app/queries.ts";
import { useTold } from "../../app/use-told.ts";

/** Has a flight read anew whenever its status, its times or its place are told to be others, whoever has changed them. */
export function useLiveFlight(flightId: string): void {
  const client = useQueryClient();
  const { event } = useTold(flightId, (signal) => skyhold.flights.watch({ flightId }, { signal }));
  useEffect(() => {
    if (event) void client.invalidateQueries({ queryKey: manifestQuery(event.id).queryKey });
  }, [event, client]);
}
