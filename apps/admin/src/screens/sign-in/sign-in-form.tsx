import { isSkyholdError } from "@skyhold/sdk";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { Field, fieldError } from "../../design/field.tsx";
import { ErrorNotice } from "../../design/states.tsx";
import { useWayToMend } from "../../design/use-way-to-mend.ts";

interface SignInFormProps {
  /** Whose session it was; anybody may sign in when left out. */
  readonly known?: string;
  readonly onSignedIn: () => void;
}

/** Signs in with address and password, and with a code where the account has a second factor. What was typed stays when it fails. */
export function SignInForm({ known, onSignedIn }: SignInFormProps) {
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const signIn = useMutation({
    mutationFn: () => skyhold.auth.loginWithCookie({ email, password, ...(code !== "" && { code: code.trim() }) }),
    onSuccess: onSignedIn,
  });
  const { error, isPending } = signIn;
  const ofFields = { error, email, setEmail, password, setPassword, code, setCode, locked: known !== undefined };
  const atField = isSkyholdError(error, "INVALID_INPUT", "SECOND_FACTOR_REQUIRED", "SECOND_FACTOR_WRONG");
  return (
    <form
      ref={useWayToMend(isPending)}
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate();
      }}
    >
      {error && !atField && <ErrorNotice error={error} />}
      <Credentials {...ofFields} />
      <button type="submit" className="button" data-kind="primary" disabled={isPending}>
        {isPending ? "Signing in …" : "Sign in"}
      </button>
    </form>
  );
}

interface CredentialsProps {
  readonly error: unknown;
  readonly email: string;
  readonly setEmail: (email: string) => void;
  readonly password: string;
  readonly setPassword: (password: string) => void;
  readonly code: string;
  readonly setCode: (code: string) => void;
  readonly locked: boolean;
}

function Credentials({ error, email, setEmail, password, setPassword, code, setCode, locked }: CredentialsProps) {
  const refused = isSkyholdError(error, "SECOND_FACTOR_REQUIRED", "SECOND_FACTOR_WRONG");
  const problem = refused ? error.message : fieldError(error, "code");
  const [ofEmail, ofPassword] = [fieldError(error, "email"), fieldError(error, "password")];
  return (
    <>
      <Field label="E-mail" type="email" autoComplete="username" readOnly={locked} value={email} onText={setEmail} problem={ofEmail} />
      <Field label="Password" type="password" autoComplete="current-password" value={password} onText={setPassword} problem={ofPassword} />
      {(refused || code !== "") && (
        <Field
          label="Code of your authenticator"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onText={setCode}
          problem={problem}
        />
      )}
    </>
  );
}
