import type { ChangedSchedule } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";

import { count } from "../../design/format.ts";

const why = {
  booked: "somebody has booked it",
  changed_by_hand: "it was changed by hand",
  sale_closed: "its sale is over",
} as const;

/** What a change of a schedule has done to its flights, and which of them stay as they are. */
export function ScheduleOutcome({ changed: { schedule, added, changed, removed, kept } }: { readonly changed: ChangedSchedule }) {
  return (
    <div className="notice" role="status">
      <div className="stack">
        <p>
          {schedule.airline} {schedule.flightNumber}: {count(added, "flight")} added, {changed} changed, {removed} removed.{" "}
          <Link to="/schedules/$scheduleId" params={{ scheduleId: schedule.id }}>
            The schedule
          </Link>{" "}
          ·{" "}
          <Link to="/flights" search={{ q: `${schedule.airline} ${schedule.flightNumber}` }}>
            Its flights
          </Link>
        </p>
        {kept.length > 0 && (
          <>
            <p>{count(kept.length, "flight")} would have had to change and stay as before; see to them one by one:</p>
            <ul>
              {kept.map(({ flightId, date, reason }) => (
                <li key={flightId} className="num">
                  <Link to="/flights/$flightId" params={{ flightId }}>
                    {date}
                  </Link>
                  : {why[reason]}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
