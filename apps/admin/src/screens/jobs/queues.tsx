import type { QueueState } from "@skyhold/sdk";
import type { UseQueryResult } from "@tanstack/react-query";

import { Card } from "../../design/card.tsx";
import { deed, moment } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { Table } from "../../design/table.tsx";

const head = ["Queue", "Runs", { end: "Waiting" }, { end: "Working" }, { end: "Tried again" }, { end: "Given up" }, "Last done"];

/** Every queue as it stands, and when it runs by itself. */
export function Queues({ query }: { readonly query: UseQueryResult<{ queues: QueueState[] }> }) {
  return (
    <Card title="Queues and schedules">
      {query.error && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading lines={8} />}
      {query.data && (
        <Table label="Queues" head={head}>
          <tbody>
            {query.data.queues.map((queue) => (
              <QueueRow key={queue.name} queue={queue} />
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

function QueueRow({ queue }: { readonly queue: QueueState }) {
  const { name, cron, waiting, active, retrying, dead, lastCompletedAt } = queue;
  return (
    <tr>
      <td>
        {deed(name)} <span className="muted small mono">{name}</span>
      </td>
      <td className="num">{cron === null ? <span className="muted">when asked for</span> : inWords(cron)}</td>
      {[waiting, active, retrying, dead].map((count, index) => (
        <td key={index} className="end num">
          {count === 0 ? <span className="muted">0</span> : <strong>{count.toLocaleString("en")}</strong>}
        </td>
      ))}
      <td className="num small muted">{lastCompletedAt === null ? "–" : moment(lastCompletedAt)}</td>
    </tr>
  );
}

/** The few forms of cron that are in use, as a person says them; any other as it is. */
function inWords(cron: string): string {
  const [, every] = /^\*\/(\d+) \* \* \* \*$/u.exec(cron) ?? [];
  if (cron === "* * * * *") return "each minute";
  if (every !== undefined) return `every ${every} minutes`;
  const [, minute = "", hour = ""] = /^(\d+) (\d+|\*) \* \* \*$/u.exec(cron) ?? [];
  if (hour === "*") return `each hour at :${minute.padStart(2, "0")}`;
  if (hour !== "") return `each day at ${hour.padStart(2, "0")}:${minute.padStart(2, "0")} UTC`;
  return cron;
}
