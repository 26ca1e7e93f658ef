import { useQueryClient } from "@tanstack/react-query";

import { sessionBack, sessionPutOff } from "../../app/session-state.ts";
import { Dialog } from "../../design/dialog.tsx";
import { readAnew } from "../../design/read-anew.ts";
import { SignInForm } from "./sign-in-form.tsx";

/** The session has ended: asks for the password above the page, so that nothing typed below is lost. */
export function SessionDialog({ email }: { readonly email: string }) {
  const client = useQueryClient();
  const onSignedIn = () => {
    sessionBack();
    void readAnew(client);
  };
  return (
    <Dialog title="Your session has ended" open onClose={sessionPutOff}>
      <p className="muted">Sign in again to go on. What you have typed stays where it is.</p>
      <SignInForm known={email} onSignedIn={onSignedIn} />
    </Dialog>
  );
}
