import { Menu } from "@base-ui/react/menu";
import { useMutation } from "@tanstack/react-query";
import { CircleUser, LogOut } from "lucide-react";

import { skyhold } from "./client.ts";

/** Who is signed in, and the way out; open when it first appears. */
export function AccountMenu({ email }: { readonly email: string }) {
  const signOut = useMutation({
    mutationFn: () => skyhold.auth.logout(),
    // Nothing of what was read stays in memory.
    onSuccess: () => globalThis.location.assign("/admin/sign-in"),
  });
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger className="button" data-kind="quiet" aria-label="Your account">
        <CircleUser aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={6}>
          <Menu.Popup className="menu">
            <Menu.Group>
              <Menu.GroupLabel className="menu-item muted">{email}</Menu.GroupLabel>
              <Menu.Item className="menu-item" onClick={() => signOut.mutate()}>
                <LogOut aria-hidden />
                Sign out
              </Menu.Item>
            </Menu.Group>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
