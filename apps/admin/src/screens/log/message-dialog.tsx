import type { MessageForStaff } from "@skyhold/sdk";
import { useQuery } from "@tanstack/react-query";

import { skyhold } from "../../app/client.ts";
import { messagePreviewQuery } from "../../app/queries.ts";
import { StateBadge } from "../../design/badge.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Field } from "../../design/field.tsx";
import { FormBody } from "../../design/form-body.tsx";
import { moment, word } from "../../design/format.ts";
import { ErrorNotice, Loading } from "../../design/states.tsx";
import { useForm } from "../../design/use-form.ts";
import "./message-dialog.css";

/** A mail as its reader would get it now, and what may be done with it. */
export function MessageDialog({ message, onClose }: { readonly message: MessageForStaff; readonly onClose: () => void }) {
  const { id, kind, title, recipient, state, attempts, lastError, sentAt, createdAt } = message;
  const preview = useQuery(messagePreviewQuery(id));
  return (
    <Dialog title={preview.data?.subject ?? title ?? word(kind)} open toRead onClose={onClose}>
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
function SendAgain({ message: { id: notificationId, state, bookingId }, onDone }: SendAgainProps) {
  const { retry, resend } = skyhold.admin.notifications;
  const form = useForm({
    initial: { reason: "" },
    run: ({ reason }) => (state === "failed" ? retry : resend)({ notificationId, reason }),
    onDone,
  });
  if (state !== "failed" && (state !== "sent" || bookingId === null)) return null;
  return (
    <FormBody form={form} confirm={state === "failed" ? "Try again" : "Send once more"}>
      <Field label="Why it is to go out again, for the audit log" maxLength={200} {...form.bind("reason")} />
    </FormBody>
  );
}

interface SendAgainProps {
  readonly message: MessageForStaff;
  readonly onDone: () => void;
}
