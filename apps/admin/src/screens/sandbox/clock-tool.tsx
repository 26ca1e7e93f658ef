import type { ClockConsequences, SandboxTools } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { clockConsequencesQuery } from "../../app/sandbox-queries.ts";
import { Card } from "../../design/card.tsx";
import { Field, SelectField } from "../../design/field.tsx";
import { FormBody } from "../../design/form-body.tsx";
import { count, moment } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { useForm } from "../../design/use-form.ts";
import { useRested } from "../../design/use-rested.ts";

const units = [
  ["60", "Minutes"],
  ["3600", "Hours"],
  ["86400", "Days"],
] as const;

/** The clock that every deadline goes by: what it shows, and the way ahead with what follows from it. */
export function ClockTool({ clock }: { readonly clock: NonNullable<SandboxTools["clock"]> }) {
  const [moved, setMoved] = useState(0);
  return (
    <>
      <Card title="What time it is">
        <dl className="card-body facts">
          <dt>For deadlines</dt>
          <dd className="num">{moment(clock.now)}</dd>
          <dt>Ahead of the machine</dt>
          <dd className="num">{clock.aheadSeconds === 0 ? "Not at all" : inWords(clock.aheadSeconds)}</dd>
        </dl>
      </Card>
      {moved > 0 && (
        <p className="notice" role="status">
          The clock was set ahead. What runs out by time is tidied by jobs, within a minute or two.
        </p>
      )}
      <SetAhead key={moved} onDone={() => setMoved((times) => times + 1)} />
    </>
  );
}

function SetAhead({ onDone }: { readonly onDone: () => void }) {
  const form = useForm<"seconds" | "unit" | "reason", unknown>({
    initial: { seconds: "20", unit: "60", reason: "" },
    run: (values) => skyhold.admin.sandbox.moveClock({ seconds: secondsOf(values), reason: values.reason }),
    onDone,
  });
  const seconds = Number(useRested(String(secondsOf(form.values))));
  return (
    <Card title="Set it ahead">
      <div className="card-body stack">
        <p>
          For everybody, and there is no way back: time only goes forward. The mailbox and the model of Stripe keep the machine&apos;s time.
        </p>
        <FormBody form={form} confirm="Set the clock ahead" kind="danger" leave={<span />}>
          <div className="fields">
            <Field label="By" type="number" inputMode="numeric" min={1} {...form.bind("seconds")} />
            <SelectField label="Unit" options={units} {...form.bind("unit")} />
          </div>
          <Consequences seconds={seconds} />
          <Field label="Reason, for the audit log" maxLength={200} {...form.bind("reason")} />
        </FormBody>
      </div>
    </Card>
  );
}

/** An empty text is no number, and the API says so. */
function secondsOf({ seconds, unit }: Readonly<Record<"seconds" | "unit", string>>): number {
  return seconds.trim() === "" ? Number.NaN : Number(seconds) * Number(unit);
}

function Consequences({ seconds }: { readonly seconds: number }) {
  const sensible = Number.isInteger(seconds) && seconds >= 1 && seconds <= 30 * 86_400;
  const found = useQuery({ ...clockConsequencesQuery(seconds), enabled: sensible });
  if (!sensible) return <p className="muted small">From a second to 30 days at a time.</p>;
  if (found.error) return <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading lines={3} />;
  return <Foreseen found={found.data} />;
}

function Foreseen({ found: { until, holds, departures, sessions } }: { readonly found: ClockConsequences }) {
  return (
    <div className="notice" data-tone="warn" role="status">
      <div>
        <p>
          <strong>It will be {moment(until)}.</strong>
        </p>
        <ul>
          <li>{count(holds, "unpaid booking")} will run out, and their seats go on sale again.</li>
          <li>{count(departures, "flight")} will have left: no more sales, and their statuses follow.</li>
          <li>{sessions === 0 ? "Nobody has" : sessions === 1 ? "One person has" : `${sessions} people have`} to sign in again.</li>
          <li>Offers older than their time are worth nothing; reminders that fall due are mailed.</li>
        </ul>
      </div>
    </div>
  );
}

/** `1 day 2 h 20 min` */
function inWords(seconds: number): string {
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const parts = [
    days > 0 && count(days, "day"),
    hours > 0 && `${hours} h`,
    minutes > 0 && `${minutes} min`,
    seconds % 60 > 0 && `${seconds % 60} s`,
  ];
  return parts.filter((part) => part !== false).join(" ");
}
