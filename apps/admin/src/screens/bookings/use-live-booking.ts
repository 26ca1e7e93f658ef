import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import type { BookingEvent, BookingRecord } from "@skyhold/sdk";
import { useEffect } from "react";

import { skyhold } from "../../app/client.ts";
import { bookingQuery } from "../../app/queries.ts";
import { useTold } from "../../app/use-told.ts";
import type { Told } from "../../app/use-told.ts";

interface LiveBooking {
  readonly record: UseQueryResult<BookingRecord>;
  readonly told: Told<BookingEvent>;
}

/** A booking as it was read, and from then on as the server tells it by itself, whoever has changed it. Each change also has its messages read anew. */
export function useLiveBooking(bookingId: string): LiveBooking {
  const client = useQueryClient();
  const record = useQuery(bookingQuery(bookingId));
  const told = useTold(bookingId, (signal) => skyhold.admin.bookings.watch({ bookingId }, { signal }));
  const { event } = told;
  useEffect(() => {
    if (!event) return;
    const { queryKey } = bookingQuery(event.record.booking.id);
    const adopt = async () => {
      // What is being read may be older than what was told.
      await client.cancelQueries({ queryKey, exact: true });
      client.setQueryData(queryKey, event.record);
      await client.invalidateQueries({ queryKey: ["messages"] });
    };
    void adopt();
  }, [event, client]);
  return { record, told };
}
