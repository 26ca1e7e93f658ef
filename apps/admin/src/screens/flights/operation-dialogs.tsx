import type { FlightOnBoard } from "@skyhold/sdk";

import { skyhold } from "../../app/client.ts";
import { Dialog } from "../../design/dialog.tsx";
import { Field, SelectField } from "../../design/field.tsx";
import { FormBody, LeaveButton } from "../../design/form-body.tsx";
import { clock } from "../../design/format.ts";
import { useForm } from "../../design/use-form.ts";
import { CancelConsequences, Told } from "./concerned.tsx";

/** A flight to which something is done, and how to stop asking. */
export interface OperationProps {
  readonly flight: FlightOnBoard;
  readonly onClose: () => void;
}

const toldReason = "Reason: passengers read it, and the audit log keeps it";

/** How late it is: the estimates move, the timetable does not. */
export function DelayDialog({ flight, onClose }: OperationProps) {
  const { id: flightId, departs, designator } = flight;
  const form = useForm({
    initial: { minutes: "", reason: "" },
    run: ({ minutes, reason }) => skyhold.admin.flights.delay({ flightId, minutes: Number(minutes), reason }),
    onDone: onClose,
  });
  const minutes = Number(form.values.minutes);
  const then = clock({ ...departs, at: new Date(departs.at.getTime() + minutes * 60_000) });
  return (
    <Dialog title={`Delay ${designator}`} open onClose={onClose}>
      <Told flightId={flightId} what={`that it leaves at ${minutes > 0 ? then : "the new time"} instead of ${clock(departs)}, and why.`} />
      <FormBody form={form} confirm="Delay and tell them" leave={<LeaveButton onLeave={onClose} />}>
        <Field
          label="Minutes later than by its timetable"
          type="number"
          inputMode="numeric"
          min={1}
          hint={`By its timetable it leaves at ${clock(departs)}`}
          {...form.bind("minutes")}
        />
        <Field label={toldReason} maxLength={200} {...form.bind("reason")} />
      </FormBody>
    </Dialog>
  );
}

/** From where it leaves. The first gate is no news to anybody. */
export function GateDialog({ flight, onClose }: OperationProps) {
  const { id: flightId, designator, gate } = flight;
  const form = useForm({
    initial: { gate: "", terminal: "", reason: "" },
    run: (values) =>
      skyhold.admin.flights.setGate({
        flightId,
        gate: values.gate.trim().toUpperCase(),
        reason: values.reason,
        ...(values.terminal.trim() !== "" && { terminal: values.terminal.trim().toUpperCase() }),
      }),
    onDone: onClose,
  });
  return (
    <Dialog title={`Gate of ${designator}`} open onClose={onClose}>
      {gate === null ? (
        <p className="notice">It has no gate yet: the first one is shown to everybody, and no mail is sent.</p>
      ) : (
        <Told flightId={flightId} what={`that it leaves from another gate than ${gate}, and why.`} />
      )}
      <FormBody form={form} confirm="Set the gate" leave={<LeaveButton onLeave={onClose} />}>
        <div className="fields">
          <Field label="Gate" hint="As it is signposted, like B12" {...form.bind("gate")} />
          <Field label="Terminal" hint="Stays as it is when left empty" {...form.bind("terminal")} />
        </div>
        <Field label={toldReason} maxLength={200} {...form.bind("reason")} />
      </FormBody>
    </Dialog>
  );
}

/** Another timetable on its day. */
export function RescheduleDialog({ flight, onClose }: OperationProps) {
  const { id: flightId, designator, departs, arrives, origin, destination } = flight;
  const form = useForm({
    initial: { departs: departs.local.slice(0, 16), arrives: arrives.local.slice(0, 16), reason: "" },
    run: (values) => skyhold.admin.flights.reschedule({ flightId, ...values }),
    onDone: onClose,
  });
  return (
    <Dialog title={`Reschedule ${designator}`} open onClose={onClose}>
      <Told flightId={flightId} what="with the old and the new times. Whoever does not accept them may have what the refund rules give." />
      <FormBody form={form} confirm="Reschedule and tell them" leave={<LeaveButton onLeave={onClose} />}>
        <div className="fields">
          <Field label={`Leaves ${origin.iata}`} type="datetime-local" hint={`Local time in ${origin.city}`} {...form.bind("departs")} />
          <Field
            label={`Reaches ${destination.iata}`}
            type="datetime-local"
            hint={`Local time in ${destination.city}`}
            {...form.bind("arrives")}
          />
        </div>
        <Field label={toldReason} maxLength={200} {...form.bind("reason")} />
      </FormBody>
    </Dialog>
  );
}

const statuses = [
  ["boarding", "It boards"],
  ["in_air", "It has left"],
  ["landed", "It has landed"],
] as const;

/** What has happened to it, ahead of the clock. */
export function StatusDialog({ flight, onClose }: OperationProps) {
  const { id: flightId, designator } = flight;
  const form = useForm({
    initial: { status: "boarding", reason: "" },
    run: ({ status, reason }) =>
      skyhold.admin.flights.setStatus({ flightId, status: statuses.find(([key]) => key === status)?.[0] ?? "boarding", reason }),
    onDone: onClose,
  });
  return (
    <Dialog title={`What has happened to ${designator}`} open onClose={onClose}>
      <p className="notice">Nothing that has happened is taken back. Nobody is sent a mail.</p>
      <FormBody form={form} confirm="Say so" leave={<LeaveButton onLeave={onClose} />}>
        <SelectField label="It happened that" options={statuses} {...form.bind("status")} />
        <Field label="Reason, for the audit log" maxLength={200} {...form.bind("reason")} />
      </FormBody>
    </Dialog>
  );
}

/** It does not take place. */
export function CancelFlightDialog({ flight, onClose }: OperationProps) {
  const { id: flightId, designator, departs } = flight;
  const form = useForm({
    initial: { reason: "" },
    run: ({ reason }) => skyhold.admin.flights.cancel({ flightId, reason }),
    onDone: onClose,
  });
  return (
    <Dialog title={`Cancel ${designator} of ${departs.local.slice(0, 10)}`} open onClose={onClose}>
      <CancelConsequences flightId={flightId} />
      <FormBody form={form} confirm="Cancel the flight" kind="danger" leave={<LeaveButton onLeave={onClose} />}>
        <Field label={toldReason} maxLength={200} {...form.bind("reason")} />
      </FormBody>
    </Dialog>
  );
}
