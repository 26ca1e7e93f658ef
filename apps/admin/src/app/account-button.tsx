import { CircleUser } from "lucide-react";
import { lazy, Suspense, useState } from "react";

const load = () => import("./account-menu.tsx");
const AccountMenu = lazy(async () => ({ default: (await load()).AccountMenu }));

/** Opens the menu of who is signed in. Menus are half as large as the rest of the first page, so theirs comes when it is reached for. */
export function AccountButton({ email }: { readonly email: string }) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <button
      type="button"
      className="button"
      data-kind="quiet"
      aria-label="Your account"
      aria-haspopup="menu"
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setWanted(true)}
    >
      <CircleUser aria-hidden />
    </button>
  );
  return <Suspense fallback={button}>{wanted ? <AccountMenu email={email} /> : button}</Suspense>;
}
