import { useQueryClient } from "@tanstack/react-query";

import { sessionBack, sessionPutOff } from "../../app/session-state.ts";
import type { SessionTrouble } from "../../app/session-state.ts";
import { Dialog } from "../../design/dialog.tsx";
import { readAnew } from "../../design/read-anew.ts";
import { SignInForm } from "./sign-in-form.tsx";

const words = {
  ended: ["Your session has ended", "Sign in again to go on."],
  "too old": ["Show that it is you", "What you are about to do is for somebody who has signed in within the last quarter of an hour."],
} as const;

interface SessionDialogProps {
  readonly email: string;
  readonly trouble: SessionTrouble;
}

/** The session has ended, or is too old: asks for the password above the page, so that nothing typed below is lost. */
export function SessionDialog({ email, trouble }: SessionDialogProps) {
  const client = useQueryClient();
  const [title, why] = words[trouble];
  const onSignedIn = () => {
    sessionBack();
    void readAnew(client);
  };
  return (
    <Dialog title={title} open onClose={sessionPutOff}>
      <p className="muted">{why} What you have typed stays where it is.</p>
      <SignInForm known={email} onSignedIn={onSignedIn} />
    </Dialog>
  );
}
