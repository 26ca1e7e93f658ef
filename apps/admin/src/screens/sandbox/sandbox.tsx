import type { SandboxTools } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";

import { sandboxQuery } from "../../app/sandbox-queries.ts";
import { Heading } from "../../design/heading.tsx";
import { Empty, ErrorNotice, Loading } from "../../design/states.tsx";
import { TabNav } from "../../design/tab-nav.tsx";
import { ClockTool } from "./clock-tool.tsx";
import { CaughtMails } from "./caught-mails.tsx";
import { StripeTool } from "./stripe-tool.tsx";

const route = getRouteApi("/app/sandbox");

const tabs = [
  ["mailbox", "Mailbox"],
  ["stripe", "Stripe"],
  ["clock", "Clock"],
] as const;

/** What stands in for the world where nobody travels: the mails that were caught, the model of Stripe, and the clock. */
export function SandboxScreen() {
  const tools = useQuery(sandboxQuery);
  return (
    <div className="page">
      <Heading name="Sandbox" />
      {tools.error && <ErrorNotice error={tools.error} onRetry={() => void tools.refetch()} />}
      {tools.isPending && (
        <div className="card">
          <Loading />
        </div>
      )}
      {tools.data && <Tools tools={tools.data} />}
    </div>
  );
}

function Tools({ tools }: { readonly tools: SandboxTools }) {
  const { tab } = route.useSearch();
  const there = tabs.filter(([key]) => tools[key] !== null);
  const shown = there.find(([key]) => key === tab)?.[0] ?? there[0]?.[0];
  if (shown === undefined)
    return (
      <div className="card">
        <Empty title="Nothing is embedded here">Mails are really sent, people really pay, and time is everybody&apos;s.</Empty>
      </div>
    );
  return (
    <>
      <TabNav label="Sandbox" to="/sandbox" tabs={there} shown={shown} />
      {shown === "mailbox" && tools.mailbox && <CaughtMails url={tools.mailbox.url} />}
      {shown === "stripe" && <StripeTool />}
      {shown === "clock" && tools.clock && <ClockTool clock={tools.clock} />}
    </>
  );
}
