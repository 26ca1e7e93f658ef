import type { MessageForStaff } from "@skyhold/sdk";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { messagePreviewQuery } from "../../app/queries.ts";
import { StateBadge } from "../../design/badge.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Field, fieldError } from "../../design/field.tsx";
import { moment, word } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import "./message-dialog.css";

/** A mail as its reader would get it now, and what may be done with it. */
export function MessageDialog({ message, onClose }: { readonly message: MessageForStaff; readonly onClose: () => void }) {
  const { id, kind, title, recipient, state, attempts, lastError, sentAt, createdAt } = message;
  const preview = useQuery(messagePreviewQuery(id));
  return (
    <Dialog title={preview.data?.subject ?? title ?? word(kind)} open onClose={onClose}>
      <p className="row small muted">
        <StateBadge state={state} /> To {recipient} ·{" "}
        {sentAt ? `sent ${moment(sentAt)}` : `queued ${moment(createdAt)}, tried ${attempts} times`}
      </p>
      {lastError !== null && state !== "sent" && (
        <p className="notice" data-tone="bad">
          {lastError}
        </p>
      )}
      {preview.isPending && <Loading lines={6} />}
      {preview.error && <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data && (
        <>
          {/* No script, no form and no place of its own: what stands in a mail came from travellers. */}
          <iframe className="mail" title="The mail" sandbox="" srcDoc={preview.data.html} />
          {preview.data.attachments.length > 0 && (
            <p className="small muted">With it: {preview.data.attachments.map(({ fileName }) => fileName).join(", ")}</p>
          )}
        </>
      )}
      <SendAgain message={message} onDone={onClose} />
    </Dialog>
  );
}

/** A mail that failed is tried again; one that was sent goes out once more, to the booking's contact as it is now. */
function useSend({ id: notificationId, state }: MessageForStaff, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => {
      const { retry, resend } = skyhold.admin.notifications;
      return (state === "failed" ? retry : resend)({ notificationId, reason });
    },
    onSuccess: async () => {
      await client.invalidateQueries();
      onDone();
    },
  });
}

function SendAgain({ message, onDone }: { readonly message: MessageForStaff; readonly onDone: () => void }) {
  const [reason, setReason] = useState("");
  const send = useSend(message, onDone);
  if (message.state !== "failed" && (message.state !== "sent" || message.bookingId === null)) return null;
  const problem = fieldError(send.error, "reason");
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(reason);
      }}
    >
      <Field label="Why it is to go out again, for the audit log" value={reason} onText={setReason} problem={problem} maxLength={200} />
      {send.error && problem === null && <ErrorNotice error={send.error} />}
      <div>
        <button type="submit" className="button" data-kind="primary" disabled={send.isPending}>
          {send.isPending ? "One moment …" : message.state === "failed" ? "Try again" : "Send once more"}
        </button>
      </div>
    </form>
  );
}
