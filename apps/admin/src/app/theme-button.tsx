import { Monitor, Moon, Sun } from "lucide-react";

import { useTheme } from "./theme.ts";

const icons = { system: Monitor, light: Sun, dark: Moon };

/** Goes through the themes: the system's, light, dark. */
export function ThemeButton() {
  const [theme, next] = useTheme();
  const Icon = icons[theme];
  return (
    <button type="button" className="button" data-kind="quiet" aria-label={`Theme: ${theme}. Change it`} onClick={next}>
      <Icon aria-hidden />
    </button>
  );
}
