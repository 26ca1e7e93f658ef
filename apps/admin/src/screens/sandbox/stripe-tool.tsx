import type { StripeSandboxState } from "@skyhold/sdk";
import { useState } from "react";
import type { ReactNode } from "react";

import { skyhold } from "../../app/client.ts";
import { useTold } from "../../app/use-told.ts";
import { AskDialog } from "../../design/ask-dialog.tsx";
import type { Question } from "../../design/ask-dialog.tsx";
import { StateBadge, ToldMark } from "../../design/badge.tsx";
import { Card } from "../../design/card.tsx";
import { count, moment } from "../../design/format.ts";
import { Empty, ErrorNotice, Loading } from "../../design/states.tsx";
import { Table } from "../../design/table.tsx";
import { FaultDialog, faultWords } from "./fault-dialog.tsx";

/** The model of Stripe as it goes on: where to pay by hand, what it told us, and what is to go wrong. */
export function StripeTool() {
  const told = useTold("stripe", (signal) => skyhold.admin.sandbox.watchStripe({ signal }));
  const { event, error, again } = told;
  const notice = error === null ? null : <ErrorNotice error={error} onRetry={again} />;
  if (!event)
    return (
      notice ?? (
        <div className="card">
          <Loading lines={6} />
        </div>
      )
    );
  const { url, payments, refunds, faults, events } = event;
  return (
    <>
      {notice}
      <p>
        A model of Stripe, which moves no money: {count(payments, "payment")}, {count(refunds, "refund")}.{" "}
        <a href={url} target="_blank" rel="noreferrer">
          Pay by hand on its own page
        </a>
      </p>
      <Faults faults={faults} />
      <Events events={events} mark={<ToldMark told={told} />} />
    </>
  );
}

const takeBack: Question = {
  title: "Take the faults back",
  consequence: "What has not gone wrong by now goes well again.",
  label: "Reason, for the audit log",
  field: "reason",
  confirm: "Take them back",
  run: (reason) => skyhold.admin.sandbox.clearFaults({ reason }),
};

function Faults({ faults }: Pick<StripeSandboxState, "faults">) {
  const [open, setOpen] = useState<"new" | "back" | null>(null);
  const close = () => setOpen(null);
  return (
    <Card
      title="What is to go wrong"
      aside={
        <div className="row">
          {faults.length > 0 && (
            <button type="button" className="button" onClick={() => setOpen("back")}>
              Take them back
            </button>
          )}
          <button type="button" className="button" data-kind="primary" onClick={() => setOpen("new")}>
            Let something go wrong
          </button>
        </div>
      }
    >
      {faults.length === 0 && <Empty title="Nothing">Stripe's model answers as Stripe does when all is well.</Empty>}
      {faults.length > 0 && (
        <Table label="Faults" head={["What", { end: "How often still" }]}>
          <tbody>
            {faults.map(({ fault, times }, index) => (
              <tr key={index}>
                <td>{faultWords.get(fault) ?? fault}</td>
                <td className="num end">{times}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {open === "new" && <FaultDialog onClose={close} />}
      {open === "back" && <AskDialog question={takeBack} onClose={close} />}
    </Card>
  );
}

function Events({ events, mark }: Pick<StripeSandboxState, "events"> & { readonly mark: ReactNode }) {
  return (
    <Card title="Events, the latest first" aside={mark}>
      {events.length === 0 && (
        <Empty title="No event yet">Start a payment: what becomes of it is told to our webhook, and stands here.</Empty>
      )}
      {events.length > 0 && (
        <Table label="Events" head={["Event", "About", "Told to us", "When"]}>
          <tbody>
            {events.map(({ id, name, object, deliveries, createdAt }) => (
              <tr key={id}>
                <td className="mono small">{name}</td>
                <td className="mono small muted">{object}</td>
                <td className="small">
                  <Deliveries deliveries={deliveries} />
                </td>
                <td className="num small muted">{moment(createdAt)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function Deliveries({ deliveries }: Pick<StripeSandboxState["events"][number], "deliveries">) {
  const last = deliveries.at(-1);
  if (!last) return <span className="muted">Not yet</span>;
  const tries = deliveries.length > 1 ? `, ${deliveries.length} times` : "";
  return (
    <span className="row">
      <StateBadge state={last.outcome} />
      <span className="num">
        {last.httpStatus ?? ""}
        {tries}
      </span>
    </span>
  );
}
