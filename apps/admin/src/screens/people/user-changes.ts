import type { UserForAdmin } from "@skyhold/sdk";

import { skyhold } from "../../app/client.ts";
import type { Question } from "../../design/ask-dialog.tsx";
import { word } from "../../design/format.ts";

/** Something that an admin may do with a user. */
interface Change {
  readonly key: string;
  readonly name: string;
  readonly question: Question;
}

const roles = ["traveller", "staff", "admin"] as const;
const reason = { label: "Reason, for the audit log", field: "reason" };

/** What may be done with a user as they are. */
export function changesOf({ id: userId, email, role, disabledAt }: UserForAdmin): readonly Change[] {
  const access: Question = disabledAt
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
  const others = roles.filter((other) => other !== role);
  return [
    { key: "access", name: disabledAt ? "Let in again" : "Keep out", question: access },
    ...others.map((other) => ({
      key: other,
      name: `Make ${other}`,
      question: {
        ...reason,
        title: `Make ${email} ${other}`,
        consequence: `${word(role)} now. Every session of theirs ends, and they sign in anew.`,
        confirm: `Make ${other}`,
        run: (text: string) => skyhold.admin.users.setRole({ userId, role: other, reason: text }),
      },
    })),
  ];
}
