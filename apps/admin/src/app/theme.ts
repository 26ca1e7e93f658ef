import { useState } from "react";

const key = "skyhold.theme";
const themes = ["system", "light", "dark"] as const;
type Theme = (typeof themes)[number];

function stored(): Theme {
  const text = globalThis.localStorage.getItem(key);
  return themes.find((theme) => theme === text) ?? "system";
}

function apply(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

/** Puts the theme that this browser keeps in force. */
export function startTheme(): void {
  apply(stored());
}

/** The theme, and a way to the next one: the system's, light, dark. */
export function useTheme(): readonly [theme: Theme, next: () => void] {
  const [theme, setTheme] = useState(stored);
  const next = () => {
    const following = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "system";
    globalThis.localStorage.setItem(key, following);
    apply(following);
    setTheme(following);
  };
  return [theme, next];
}
