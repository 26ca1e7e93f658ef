import type { CaughtMail } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";

import { skyhold } from "../../app/client.ts";
import { caughtMailQuery } from "../../app/sandbox-queries.ts";
import { useTold } from "../../app/use-told.ts";
import { ToldMark } from "../../design/badge.tsx";
import { Card } from "../../design/card.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { moment } from "../../design/format.ts";
import { Empty, ErrorNotice, Loading } from "../../design/states.tsx";
import { Table } from "../../design/table.tsx";
import "../log/message-dialog.css";

const route = getRouteApi("/app/sandbox");

/** The mails that would have been sent, as they come; each opens as its reader would see it. */
export function CaughtMails({ url }: { readonly url: string }) {
  const { mail } = route.useSearch();
  const told = useTold("mails", (signal) => skyhold.admin.sandbox.watchMails({ signal }));
  const { event, error, again } = told;
  return (
    <>
      <Card
        title="Mails that were caught"
        aside={
          <div className="row">
            <a href={url} target="_blank" rel="noreferrer" className="small">
              The mailbox itself
            </a>
            <ToldMark told={told} />
          </div>
        }
      >
        {error !== null && <ErrorNotice error={error} onRetry={again} />}
        {!event && error === null && <Loading lines={6} />}
        {event?.mails.length === 0 && (
          <Empty title="No mail yet">Every mail that this Skyhold sends ends here; nothing leaves the machine.</Empty>
        )}
        {event && event.mails.length > 0 && <Mails mails={event.mails} />}
      </Card>
      {mail !== undefined && <MailDialog mailId={mail} url={url} />}
    </>
  );
}

function Mails({ mails }: { readonly mails: readonly CaughtMail[] }) {
  return (
    <Table label="Mails" head={["Subject", "To", "With it", "Caught"]}>
      <tbody>
        {mails.map(({ id, subject, to, attachments, receivedAt }) => (
          <tr key={id}>
            <td className="wrap">
              <Link to="/sandbox" search={{ tab: "mailbox", mail: id }}>
                {subject}
              </Link>
            </td>
            <td className="small">{to}</td>
            <td className="small muted">{attachments.map(({ fileName }) => fileName).join(", ")}</td>
            <td className="num small muted">{moment(receivedAt)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function MailDialog({ mailId, url }: { readonly mailId: string; readonly url: string }) {
  const navigate = useNavigate();
  const mail = useQuery(caughtMailQuery(mailId));
  return (
    <Dialog title={mail.data?.subject ?? "A mail"} open onClose={() => void navigate({ to: "/sandbox", search: { tab: "mailbox" } })}>
      {mail.error && <ErrorNotice error={mail.error} onRetry={() => void mail.refetch()} />}
      {mail.isPending && <Loading lines={6} />}
      {mail.data && (
        <>
          <p className="small muted">
            To {mail.data.to} · {moment(mail.data.receivedAt)}
          </p>
          {/* No script, no form and no place of its own: what stands in a mail came from travellers. */}
          <iframe className="mail" title="The mail" sandbox="" srcDoc={mail.data.html} />
          <p className="small muted">
            {mail.data.attachments.length > 0 && `With it: ${mail.data.attachments.map(({ fileName }) => fileName).join(", ")}. `}
            <a href={`${url}/mails/${mailId}`} target="_blank" rel="noreferrer">
              As it was caught
            </a>
          </p>
        </>
      )}
    </Dialog>
  );
}
