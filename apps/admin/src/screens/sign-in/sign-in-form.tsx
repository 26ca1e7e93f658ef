import { isSkyholdError } from "@skyhold/sdk";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { skyhold } from "../../app/client.ts";
import { Field, fieldError } from "../../design/field.tsx";
import { ErrorNotice } from "../../design/states.tsx";

/** Signs in with address and password, and with a code where the account has a second factor. What was typed stays when it fails. */
export function SignInForm({ known, onSignedIn }: { readonly known?: string; readonly onSignedIn: () => void }) {
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const signIn = useMutation({
    mutationFn: () => skyhold.auth.loginWithCookie({ email, password, ...(code !== "" && { code: code.trim() }) }),
    onSuccess: onSignedIn,
  });
  const { error } = signIn;
  const needsCode = code !== "" || isSkyholdError(error, "SECOND_FACTOR_REQUIRED", "SECOND_FACTOR_WRONG");
  const atField = isSkyholdError(error, "INVALID_INPUT", "SECOND_FACTOR_REQUIRED", "SECOND_FACTOR_WRONG");
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate();
      }}
    >
      {error && !atField && <ErrorNotice error={error} />}
      <Field label="E-mail" type="email" autoComplete="username" readOnly={known !== undefined} value={email} onText={setEmail} problem={fieldError(error, "email")} />
      <Field label="Password" type="password" autoComplete="current-password" value={password} onText={setPassword} problem={fieldError(error, "password")} />
      {needsCode && (
        <Field
          label="Code of your authenticator"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onText={setCode}
          problem={isSkyholdError(error, "SECOND_FACTOR_WRONG") ? error.message : fieldError(error, "code")}
        />
      )}
      <button type="submit" className="button" data-kind="primary" disabled={signIn.isPending}>
        {signIn.isPending ? "Signing in …" : "Sign in"}
      </button>
    </form>
  );
}
