import { parse } from "bowser";

/** What people call a device, `Chrome 142 on macOS`, by what its program says of itself; a program that is no browser is named by its own words. */
export function deviceName(userAgent: string): string {
  const { browser, os } = parse(userAgent);
  if (!browser.name || !os.name) return userAgent;
  const version = browser.version?.split(".")[0];
  return `${browser.name}${version === undefined ? "" : ` ${version}`} on ${os.name}`;
}
