import { isSkyholdError } from "@skyhold/sdk";
import type { SeatEvent, SeatMap } from "@skyhold/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { skyhold } from "../../app/client.ts";
import { manifestQuery } from "../../app/queries.ts";

/** What each seat is at this moment. */
export type SeatStates = ReadonlyMap<string, SeatEvent["seats"][number]["state"]>;

/** The seats of a flight as they change, told by the server. Each change also has the names read anew. */
export function useLiveSeats(map: SeatMap): { readonly seats: SeatStates; readonly state: "connecting" | "live" | "broken" } {
  const { flightId } = map;
  const client = useQueryClient();
  const [seats, setSeats] = useState<SeatStates>(() => new Map(map.seats.map(({ seat, state }) => [seat, state])));
  const [state, setState] = useState<"connecting" | "live" | "broken">("connecting");
  useEffect(() => {
    const stop = new AbortController();
    const follow = async () => {
      for await (const event of skyhold.seats.watch({ flightId }, { signal: stop.signal })) {
        setState("live");
        setSeats((before) => new Map([...before, ...event.seats.map((seat) => [seat.seat, seat.state] as const)]));
        void client.invalidateQueries({ queryKey: manifestQuery(flightId).queryKey });
      }
    };
    follow().catch((error: unknown) => {
      if (!stop.signal.aborted && !isSkyholdError(error, "ABORTED")) setState("broken");
    });
    return () => stop.abort();
  }, [flightId, client]);
  return { seats, state };
}
