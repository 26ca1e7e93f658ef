import type { UserForAdmin } from "@skyhold/sdk";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";

import { usersQuery } from "../../app/queries.ts";
import { useSetSearch } from "../../app/use-set-search.ts";
import { AskDialog } from "../../design/ask-dialog.tsx";
import type { Question } from "../../design/ask-dialog.tsx";
import { StateBadge } from "../../design/badge.tsx";
import type { Column } from "../../design/data-list.tsx";
import { SearchFilter, StateFilter } from "../../design/filters.tsx";
import { moment, word } from "../../design/format.ts";
import { ListScreen } from "../../design/list-screen.tsx";
import { SessionsDialog } from "./sessions-dialog.tsx";
import { changesOf } from "./user-changes.ts";

const route = getRouteApi("/app/users");
const roles = ["traveller", "staff", "admin"] as const;

/** What is asked of an admin: a question, or whose sessions are looked at. */
type Asked = Question | { readonly sessionsOf: UserForAdmin };
type Ask = (asked: Asked) => void;

const columnsWith = (ask: Ask): readonly Column<UserForAdmin>[] => [
  {
    title: "User",
    cell: ({ email, givenName, surname }) => (
      <>
        <div>{email}</div>
        <div className="muted small">
          {givenName} {surname}
        </div>
      </>
    ),
  },
  { title: "Role", width: "100px", cell: ({ role }) => word(role) },
  {
    title: "State",
    width: "120px",
    cell: ({ disabledAt }) => (disabledAt ? <StateBadge state="disabled" /> : <span className="muted">Active</span>),
  },
  { title: "Since", width: "150px", phone: false, cell: ({ createdAt }) => <span className="muted small num">{moment(createdAt)}</span> },
  {
    title: "Change",
    width: "170px",
    end: true,
    cell: (user) => <Changes user={user} ask={ask} />,
  },
];

function Changes({ user, ask }: { readonly user: UserForAdmin; readonly ask: Ask }) {
  const changes = changesOf(user);
  const choose = (key: string) => {
    const chosen = changes.find((change) => change.key === key);
    if (chosen) ask(chosen.question);
    if (key === "sessions") ask({ sessionsOf: user });
  };
  return (
    <select className="input" aria-label={`Change ${user.email}`} value="" onChange={({ target }) => choose(target.value)}>
      <option value="">Change …</option>
      <option value="sessions">Sessions</option>
      {changes.map(({ key, name }) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** The people with an account, for admins: what they may do, and whether they may come in. */
export function UsersScreen() {
  const search = route.useSearch();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const set = useSetSearch<typeof search>();
  const role = roles.find((each) => each === search.role);
  const input = { ...(role && { role }), ...(search.email !== undefined && { email: search.email }) };
  const query = useInfiniteQuery(usersQuery(input));
  const users = query.data?.pages.flatMap((page) => page.users) ?? [];
  return (
    <ListScreen
      title="Users"
      items={users}
      columns={columnsWith(setAsked)}
      query={query}
      empty="Nobody is called that."
      filters={
        <>
          <SearchFilter label="Address begins with" value={search.email ?? ""} onText={set("email")} />
          <StateFilter label="Role" states={roles} value={search.role ?? ""} onChoice={set("role")} />
        </>
      }
    >
      {asked &&
        ("sessionsOf" in asked ? (
          <SessionsDialog user={asked.sessionsOf} onClose={close} />
        ) : (
          <AskDialog question={asked} onClose={close} />
        ))}
    </ListScreen>
  );
}
