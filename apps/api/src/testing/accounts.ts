import { logIn, SignedIn } from "@skyhold/core";

import type { TestStack } from "../testing.ts";
import { callProcedure } from "./call-procedure.ts";
import { eventually } from "./paid-booking.ts";

/** Someone who wants an account. */
export interface Person {
  readonly email: string;
  readonly password: string;
  readonly givenName: string;
  readonly surname: string;
}

/** An account as it is after its registration was confirmed, with a new session: for tests that are about something else. */
export async function openAccount({ dependencies: { app, db } }: TestStack, person: Person): Promise<SignedIn> {
  const { password, ...names } = person;
  const passwordHash = await app.passwords.hash(password);
  await db.prisma.user.create({ data: { ...names, id: app.newId("usr"), passwordHash, emailVerifiedAt: new Date() } });
  return logIn({ ...app, actor: null }, { email: person.email, password });
}

/** Registers over HTTP, reads the mail that the worker sends, and confirms; answers the session and the code. */
export async function registerByMail(stack: TestStack, person: Person): Promise<SignedIn & { readonly code: string }> {
  await callProcedure(stack.url, "auth.register", { input: person });
  const find = () => stack.mailbox.list().find(({ to, subject }) => to === person.email && subject === "Confirm your registration");
  await eventually(() => Promise.resolve(find() !== undefined));
  const code = /Code: (\w+)/u.exec(find()?.text ?? "")?.[1] ?? "";
  const { data } = await callProcedure(stack.url, "auth.confirmRegistration", { input: { token: code, password: person.password } });
  return { ...SignedIn.parse(data), code };
}
