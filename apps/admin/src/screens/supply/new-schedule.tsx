import type { ChangedSchedule } from "@skyhold/sdk";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { Heading } from "../../design/heading.tsx";
import { emptyDraft } from "./draft.ts";
import { ScheduleForm } from "./schedule-form.tsx";
import { ScheduleOutcome } from "./schedule-outcome.tsx";
import "./supply.css";

const initial = { ...emptyDraft, daysOfWeek: "1234567", validFrom: "", validTo: "" };

/** Writes a schedule, and shows the flights that it would make before it is kept. */
export function NewScheduleScreen() {
  const [made, setMade] = useState<ChangedSchedule | null>(null);
  return (
    <div className="page">
      <div className="page-title">
        <p className="small">
          <Link to="/supply">Schedules</Link>
        </p>
        <Heading name="New schedule" />
      </div>
      {made ? (
        <ScheduleOutcome changed={made} />
      ) : (
        <ScheduleForm
          title="Schedule"
          initial={initial}
          fresh
          confirm="Make the schedule and its flights"
          run={(draft, reason) => skyhold.admin.schedules.create({ ...draft, reason })}
          onDone={setMade}
        />
      )}
    </div>
  );
}
