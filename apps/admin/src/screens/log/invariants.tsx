import type { InvariantAudit } from "@skyhold/sdk";
import { useMutation, useQuery } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";

import { skyhold } from "../../app/client.ts";
import { invariantsQuery } from "../../app/queries.ts";
import { Card } from "../../design/card.tsx";
import { moment } from "../../design/format.ts";
import { Heading } from "../../design/heading.tsx";
import { Empty, ErrorNotice, Loading } from "../../design/states.tsx";
import { useToday } from "../today/use-today.ts";
import "./invariants.css";

/** The facts that must hold of every committed state: whether they do, and whether they did. */
export function InvariantsScreen() {
  const run = useMutation({ mutationFn: () => skyhold.admin.invariants.run() });
  const { event } = useToday();
  const query = useQuery(invariantsQuery(event?.today.audit?.checkedAt ?? null));
  const [last, ...earlier] = query.data?.audits ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <Heading name="Invariants" />
        <button type="button" className="button" data-kind="primary" disabled={run.isPending} onClick={() => run.mutate()}>
          Check now
        </button>
      </div>
      {(run.error ?? query.error) && <ErrorNotice error={run.error ?? query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Loading />}
      {query.data && !last && (
        <div className="card">
          <Empty title="No audit yet">All of them are checked each night. Check them now to see the first result.</Empty>
        </div>
      )}
      {last && <LastAudit audit={last} />}
      {earlier.length > 0 && <History audits={earlier} />}
    </div>
  );
}

function LastAudit({ audit: { checkedAt, durationMs, results, holds } }: { readonly audit: InvariantAudit }) {
  const title = `${holds ? "All hold" : "Something is broken"}: ${moment(checkedAt)}, in ${(durationMs / 1000).toFixed(1)} s`;
  return (
    <Card title={title}>
      <ul className="invariants">
        {results
          .toSorted((a, b) => Number(a.holds) - Number(b.holds))
          .map((result) => (
            <li key={result.name} data-broken={result.holds ? undefined : ""}>
              {result.holds ? <CircleCheck aria-label="Holds" /> : <TriangleAlert aria-label="Broken" />}
              <div>
                <p>{result.sentence}</p>
                <p className="muted small mono">{result.name}</p>
                {!result.holds && <pre className="small">{result.rows.map((row) => JSON.stringify(row)).join("\n")}</pre>}
              </div>
              <span className="num">{result.violations > 0 && `${result.violations} rows`}</span>
            </li>
          ))}
      </ul>
    </Card>
  );
}

function History({ audits }: { readonly audits: readonly InvariantAudit[] }) {
  return (
    <Card title="Earlier audits">
      <ul className="invariants">
        {audits.map(({ id, checkedAt, holds, results }) => (
          <li key={id} data-broken={holds ? undefined : ""}>
            {holds ? <CircleCheck aria-label="All held" /> : <TriangleAlert aria-label="Broken" />}
            <span className="num">{moment(checkedAt)}</span>
            <span>
              {results
                .filter((result) => !result.holds)
                .map(({ name }) => name)
                .join(", ")}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
