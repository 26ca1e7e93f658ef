import type { ChangedSchedule, Schedule } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { scheduleQuery } from "../../app/queries.ts";
import { Dialog } from "../../design/dialog.tsx";
import { Field } from "../../design/field.tsx";
import { FormBody, LeaveButton } from "../../design/form-body.tsx";
import { Heading } from "../../design/heading.tsx";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { useForm } from "../../design/use-form.ts";
import { typedOf } from "./draft.ts";
import { ScheduleForm } from "./schedule-form.tsx";
import { ScheduleOutcome } from "./schedule-outcome.tsx";
import "./supply.css";

const route = getRouteApi("/app/schedules/$scheduleId");

/** One schedule: changed with a preview, or ended with a day. */
export function ScheduleScreen() {
  const { scheduleId } = route.useParams();
  const schedule = useQuery(scheduleQuery(scheduleId));
  return (
    <div className="page">
      {schedule.error && (
        <ErrorNotice
          error={schedule.error}
          onRetry={() => void schedule.refetch()}
          list={
            <Link to="/supply" search={{ tab: "schedules" }}>
              All schedules
            </Link>
          }
        />
      )}
      {schedule.isPending && (
        <div className="card">
          <Loading lines={8} />
        </div>
      )}
      {schedule.data && <Found key={scheduleId} schedule={schedule.data} />}
    </div>
  );
}

function Found({ schedule }: { readonly schedule: Schedule }) {
  const { id: scheduleId, version, validTo } = schedule;
  const [opened, setOpened] = useState(schedule);
  const [changed, setChanged] = useState<ChangedSchedule | null>(null);
  const [ending, setEnding] = useState(false);
  const onDone = (done: ChangedSchedule) => {
    setOpened(done.schedule);
    setChanged(done);
  };
  return (
    <>
      <Head schedule={schedule} onEnd={() => setEnding(true)} />
      {changed && <ScheduleOutcome changed={changed} />}
      <p className="notice">
        Flights that somebody has booked, or that were changed by hand, stay as they are and are named; all others follow the schedule.
      </p>
      <ScheduleForm
        title={validTo === null ? "Until further notice" : `Until ${validTo}`}
        initial={typedOf(schedule)}
        // What is saved while it is being ended is one's own.
        opened={typedOf(ending ? schedule : opened)}
        fresh={false}
        confirm="Change the schedule and its flights"
        run={({ airline: _airline, flightNumber: _number, origin: _from, destination: _to, ...terms }, reason) =>
          skyhold.admin.schedules.update({ scheduleId, version, ...terms, reason })
        }
        onDone={onDone}
      />
      {ending && <EndDialog schedule={schedule} onClose={() => setEnding(false)} onDone={onDone} />}
    </>
  );
}

function Head({ schedule, onEnd }: { readonly schedule: Schedule; readonly onEnd: () => void }) {
  const { airline, flightNumber, origin, destination } = schedule;
  return (
    <div className="page-head">
      <div className="page-title">
        <p className="small">
          <Link to="/supply">Schedules</Link>
        </p>
        <Heading name={`Schedule of ${airline} ${flightNumber}`}>
          {airline} {flightNumber}{" "}
          <span className="muted">
            {origin} → {destination}
          </span>
        </Heading>
      </div>
      <div className="row">
        <Link to="/flights" search={{ q: `${airline} ${flightNumber}` }} className="button">
          Its flights
        </Link>
        <button type="button" className="button" onClick={onEnd}>
          End it
        </button>
      </div>
    </div>
  );
}

interface EndProps {
  readonly schedule: Schedule;
  readonly onClose: () => void;
  readonly onDone: (changed: ChangedSchedule) => void;
}

function EndDialog({ schedule: { id: scheduleId, airline, flightNumber }, onClose, onDone }: EndProps) {
  const form = useForm({
    initial: { lastDay: "", reason: "" },
    run: (values) => skyhold.admin.schedules.end({ scheduleId, ...values }),
    onDone: (changed) => {
      onDone(changed);
      onClose();
    },
  });
  return (
    <Dialog title={`End ${airline} ${flightNumber}`} open onClose={onClose}>
      <p>Flights after the last day go, but for those that somebody has booked or that were changed by hand: these are named afterwards.</p>
      <FormBody form={form} confirm="End the schedule" kind="danger" leave={<LeaveButton onLeave={onClose} />}>
        <Field label="Last day of departure" type="date" {...form.bind("lastDay")} />
        <Field label="Reason, for the audit log" maxLength={200} {...form.bind("reason")} />
      </FormBody>
    </Dialog>
  );
}
