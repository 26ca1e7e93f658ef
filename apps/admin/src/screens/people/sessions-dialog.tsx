import type { SessionForAdmin, UserForAdmin } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";

import { skyhold } from "../../app/client.ts";
import { sessionsQuery } from "../../app/queries.ts";
import { deviceName } from "../../design/device-name.ts";
import { Dialog } from "../../design/dialog.tsx";
import { Field } from "../../design/field.tsx";
import { FormBody, LeaveButton } from "../../design/form-body.tsx";
import { moment } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { Table } from "../../design/table.tsx";
import { useForm } from "../../design/use-form.ts";

/** On which devices somebody is signed in, and the way to sign them out everywhere. */
export function SessionsDialog({ user: { id: userId, email }, onClose }: { readonly user: UserForAdmin; readonly onClose: () => void }) {
  const query = useQuery(sessionsQuery(userId));
  const form = useForm({
    initial: { reason: "" },
    run: ({ reason }) => skyhold.admin.users.endSessions({ userId, reason }),
    onDone: onClose,
  });
  const sessions = query.data?.sessions ?? [];
  return (
    <Dialog title={`Where ${email} is signed in`} open onClose={onClose}>
      {query.isPending && <Loading lines={3} />}
      {query.error && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && sessions.length === 0 && <p className="muted">Nowhere: no session of theirs is good.</p>}
      {sessions.length > 0 && (
        <>
          <Sessions sessions={sessions} />
          <p>All of them end at once. They can sign in again with their password.</p>
          <FormBody form={form} confirm="Sign out everywhere" kind="danger" leave={<LeaveButton onLeave={onClose} />}>
            <Field label="Reason, for the audit log" maxLength={200} {...form.bind("reason")} />
          </FormBody>
        </>
      )}
    </Dialog>
  );
}

function Sessions({ sessions }: { readonly sessions: readonly SessionForAdmin[] }) {
  return (
    <Table label="Sessions" head={["Device", "Since", "Last used"]}>
      <tbody>
        {sessions.map(({ id, device, createdAt, lastUsedAt, current }) => (
          <tr key={id}>
            <td>
              {device === null ? (
                <span className="muted">It said nothing of itself</span>
              ) : (
                <span title={device}>{deviceName(device)}</span>
              )}
              {current && <span className="muted small"> This one is yours</span>}
            </td>
            <td className="num small">{moment(createdAt)}</td>
            <td className="num small">{moment(lastUsedAt)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
