import type { UserForAdmin } from "@skyhold/sdk";

import { skyhold } from "../../app/client.ts";
import type { Question } from "../../design/ask-dialog.tsx";
import { word } from "../../design/format.ts";
import { saveFile } from "../../design/save-file.ts";

/** Something that an admin may do with a user. */
interface Change {
  readonly key: string;
  readonly name: string;
  readonly question: Question;
}

const roles = ["traveller", "staff", "admin"] as const;
const reason = { label: "Reason, for the audit log", field: "reason" };

/** What may be done with a user as they are. */
export function changesOf(user: UserForAdmin): readonly Change[] {
  return [
    { key: "access", name: user.disabledAt ? "Let in again" : "Keep out", question: accessQuestion(user) },
    ...roles
      .filter((other) => other !== user.role)
      .map((other) => ({ key: other, name: `Make ${other}`, question: roleQuestion(user, other) })),
    ...(user.secondFactor ? [{ key: "second-factor", name: "Take second factor away", question: secondFactorQuestion(user) }] : []),
    { key: "export", name: "Export all data", question: exportQuestion(user) },
    { key: "erase", name: "Erase for good", question: eraseQuestion(user) },
  ];
}

function accessQuestion({ id: userId, email, disabledAt }: UserForAdmin): Question {
  return disabledAt
    ? {
        ...reason,
        title: `Let ${email} in again`,
        consequence: "They can sign in with their password again.",
        confirm: "Let them in",
        run: (text) => skyhold.admin.users.enable({ userId, reason: text }),
      }
    : {
        ...reason,
        title: `Keep ${email} out`,
        consequence: "Every session of theirs ends at once, and they cannot sign in. Their bookings stay as they are.",
        confirm: "Keep them out",
        run: (text) => skyhold.admin.users.disable({ userId, reason: text }),
      };
}

function roleQuestion({ id: userId, email, role }: UserForAdmin, other: (typeof roles)[number]): Question {
  return {
    ...reason,
    title: `Make ${email} ${other}`,
    consequence: `${word(role)} now. Every session of theirs ends, and they sign in anew.`,
    confirm: `Make ${other}`,
    run: (text) => skyhold.admin.users.setRole({ userId, role: other, reason: text }),
  };
}

function secondFactorQuestion({ id: userId, email }: UserForAdmin): Question {
  return {
    ...reason,
    title: `Take the second factor of ${email} away`,
    consequence: "For whoever has lost it with all recovery codes. The password alone signs in from then on; they are told by mail.",
    confirm: "Take it away",
    run: (text) => skyhold.admin.users.resetSecondFactor({ userId, reason: text }),
  };
}

function exportQuestion({ id: userId, email }: UserForAdmin): Question {
  return {
    ...reason,
    title: `Export all data of ${email}`,
    consequence:
      "A file with all that is kept of them, documents in full, to be handed to them and to nobody else. They see that it was read.",
    confirm: "Save the file",
    run: async (text) => {
      const everything = await skyhold.admin.users.export({ userId, reason: text });
      saveFile(`${userId}.json`, new Blob([JSON.stringify(everything, null, 2)], { type: "application/json" }));
    },
  };
}

function eraseQuestion({ id: userId, email }: UserForAdmin): Question {
  return {
    ...reason,
    label: "Reason, for the audit log: it stays, so name nobody",
    title: `Erase ${email}`,
    consequence:
      "Account, profile, documents and every name in their bookings go for good. Tickets, prices and payments stay, as the law wants them, and name nobody. There is no way back.",
    confirm: "Erase for good",
    kind: "danger",
    run: (text) => skyhold.admin.users.erase({ userId, reason: text }),
  };
}
