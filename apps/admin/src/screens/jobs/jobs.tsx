import type { FailedJob } from "@skyhold/sdk";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { failedJobsQuery, queuesQuery } from "../../app/queries.ts";
import { useSetSearch } from "../../app/use-set-search.ts";
import { AskDialog } from "../../design/ask-dialog.tsx";
import type { Question } from "../../design/ask-dialog.tsx";
import { StateBadge } from "../../design/badge.tsx";
import type { Column } from "../../design/data-list.tsx";
import { StateFilter } from "../../design/filters.tsx";
import { deed, moment } from "../../design/format.ts";
import { Heading } from "../../design/heading.tsx";
import { ListCard } from "../../design/list-screen.tsx";
import { Queues } from "./queues.tsx";

const route = getRouteApi("/app/jobs");

const columnsWith = (ask: (question: Question) => void): readonly Column<FailedJob>[] => [
  {
    title: "Job",
    width: "minmax(0, 0.9fr)",
    cell: ({ queue }) => <JobName queue={queue} />,
  },
  { title: "State", width: "110px", cell: ({ state }) => <StateBadge state={state} /> },
  {
    title: "Why",
    width: "minmax(0, 1.8fr)",
    cell: ({ error, subjectId }) => (
      <>
        <div>{error ?? <span className="muted">Its worker was never heard of again</span>}</div>
        {subjectId !== null && <div className="muted small mono">{subjectId}</div>}
      </>
    ),
  },
  { title: "Tries", width: "60px", end: true, phone: false, cell: ({ attempts }) => <span className="num">{attempts}</span> },
  {
    title: "When",
    width: "190px",
    phone: false,
    cell: ({ state, at }) => (
      <span className="muted small num">
        {state === "dead" ? "given up" : "next"} {moment(at)}
      </span>
    ),
  },
  {
    title: "To do",
    width: "110px",
    end: true,
    cell: ({ id, state, queue }) =>
      state === "dead" && (
        <button type="button" className="button" onClick={() => ask(redriveQuestion(`the job “${deed(queue)}”`, { jobIds: [id] }))}>
          Send back
        </button>
      ),
  },
];

function JobName({ queue }: Pick<FailedJob, "queue">) {
  return (
    <>
      <div>{deed(queue)}</div>
      <div className="muted small mono">{queue}</div>
    </>
  );
}

function redriveQuestion(what: string, jobs: { readonly jobIds?: string[]; readonly queue?: string }): Question {
  return {
    title: `Send ${what} back`,
    consequence: "Work that was given up begins anew, with all its tries. What it has done already is not done twice.",
    label: "Why it may succeed now",
    field: "reason",
    confirm: "Send back",
    run: (reason) => skyhold.admin.jobs.redrive({ ...jobs, reason }),
  };
}

/** The work behind the scenes: how its queues stand, what has failed and why, and the way back for what was given up. */
export function JobsScreen() {
  const search = route.useSearch();
  const set = useSetSearch<typeof search>();
  const [question, setQuestion] = useState<Question | null>(null);
  const queues = useQuery(queuesQuery);
  const failed = useInfiniteQuery(failedJobsQuery(search.queue === undefined ? {} : { queue: search.queue }));
  const names = queues.data?.queues.map(({ name }) => name) ?? [];
  const dead = queues.data?.queues.reduce((sum, queue) => sum + queue.dead, 0) ?? 0;
  return (
    <div className="page">
      <div className="page-head">
        <Heading name="Jobs" />
        {dead > 0 && (
          <button
            type="button"
            className="button"
            data-kind="primary"
            onClick={() =>
              setQuestion(redriveQuestion(dead === 1 ? "the one job that was given up" : `all ${dead} that were given up`, {}))
            }
          >
            Send all back
          </button>
        )}
      </div>
      <ListCard
        label="Failed jobs"
        items={failed.data?.pages.flatMap((page) => page.jobs) ?? []}
        columns={columnsWith(setQuestion)}
        query={failed}
        emptyTitle="No job has failed"
        empty="All of them were done, or are still to be done for the first time."
        filters={<StateFilter label="Job" states={names} inWords={deed} value={search.queue ?? ""} onChoice={set("queue")} />}
      />
      <Queues query={queues} />
      {question && <AskDialog question={question} onClose={() => setQuestion(null)} />}
    </div>
  );
}
