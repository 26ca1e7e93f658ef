import { existsSync } from "node:fs";

import { buildAdmin, isAdminOutdated, startTestStack } from "@skyhold/api/testing";
import type { TestStack } from "@skyhold/api/testing";
import axe from "axe-core";
import type { AxeResults } from "axe-core";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";

const places = [
  process.env["CHROME_BIN"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
];

/** A Chrome or Chromium of this machine; CHROME_BIN names another one. Null where there is none: then these tests say so and are left out. */
export const chrome: string | null = places.find((place) => place !== undefined && existsSync(place)) ?? null;

/** Of a window: a desk's, unless told otherwise. */
export type Size = "desktop" | "phone";

/** The product with its back office, a browser, and somebody who works here. */
export interface Office extends AsyncDisposable {
  readonly stack: TestStack;
  readonly person: { readonly email: string; readonly password: string };
  /** A window of its own, signed in, at this address of the back office. */
  readonly open: (path: string, theme?: "light" | "dark", size?: Size) => Promise<Page>;
  /** What windows complained about, but for calls that were refused on purpose. */
  readonly complaints: readonly string[];
}

/** Builds the back office where that is to be done, and starts everything. */
export async function startOffice(): Promise<Office> {
  if (isAdminOutdated()) await buildAdmin();
  const started = new AsyncDisposableStack();
  const stack = started.use(await startTestStack({ sandbox: true }));
  const browser = await chromium.launch({ executablePath: chrome ?? "", args: ["--no-sandbox"] });
  started.defer(() => browser.close());
  const person = { email: "staff@example.com", password: "correct horse battery" };
  await makeStaff(stack, person);
  const complaints: string[] = [];
  const open: Office["open"] = async (path, theme = "light", size = "desktop") => {
    const page = await newWindow(browser, { theme, size, complaints });
    await signIn(page, `${stack.url}/admin${path}`, person);
    return page;
  };
  return { stack, person, open, complaints, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

async function makeStaff({ dependencies: { app, db } }: TestStack, { email, password }: Office["person"]): Promise<void> {
  const passwordHash = await app.passwords.hash(password);
  await db.prisma.user.create({
    data: { id: app.newId("usr"), email, passwordHash, givenName: "Sam", surname: "Staff", role: "admin", emailVerifiedAt: new Date() },
  });
}

interface WindowOptions {
  readonly theme: "light" | "dark";
  readonly size: Size;
  readonly complaints: string[];
}

const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

async function newWindow(browser: Browser, { theme, size, complaints }: WindowOptions): Promise<Page> {
  const context = await browser.newContext({ colorScheme: theme, reducedMotion: "reduce", viewport: sizes[size] });
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (400|401|403|409)/u.test(message.text())) complaints.push(message.text());
  });
  return page;
}

async function signIn(page: Page, url: string, { email, password }: Office["person"]): Promise<void> {
  await page.goto(url);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  const [inside, refused] = [page.getByRole("heading", { level: 1 }).filter({ hasNotText: "Sign in" }), page.getByRole("alert")];
  await inside.or(refused).first().waitFor();
  // Whoever does not get in is told why, and so is whoever reads this test's outcome.
  if (!(await inside.isVisible())) throw new Error(`Signing in was refused: ${await refused.innerText()}`);
}

const themes = [
  ["light", undefined],
  // Between the themes nothing differs but the colours.
  ["dark", "color-contrast"],
] as const;

/** The same in light and in dark, under the name of what was looked at. */
export async function findBarriersInBoth(page: Page, name: string, part?: string): Promise<string[]> {
  const found: string[] = [];
  for (const [theme, only] of themes) {
    await page.evaluate((chosen) => (document.documentElement.dataset["theme"] = chosen), theme);
    for (const barrier of await findBarriers(page, part, only)) found.push(`${name} in ${theme}: ${barrier}`);
  }
  return found;
}

/** What axe finds wrong with a page as it stands once all of it is read, or with a part of it, in one line each; of its colours alone where all else was looked at before. */
export async function findBarriers(page: Page, part?: string, only?: "color-contrast"): Promise<string[]> {
  // Axe notes a button's colours while it waits for what is read, and would hold them against it once it no longer does.
  await expect.poll(() => page.getByText("Loading", { exact: true }).count()).toBe(0);
  // The policy of the page lets no script in but its own: axe comes by the debugger's door.
  await page.evaluate(axe.source);
  const seen = await runAxe(page, part, only);
  // A page that tells news may have changed under axe's eyes. A barrier is there at the second look, too.
  return seen.length === 0 ? seen : runAxe(page, part, only);
}

async function runAxe(page: Page, part?: string, only?: "color-contrast"): Promise<string[]> {
  // A mail in its frame answers no script: axe would wait for it, and the page would no longer be as it was when it began.
  const options = JSON.stringify({ resultTypes: ["violations"], iframes: false, ...(only && { runOnly: [only] }) });
  const of = part === undefined ? "document" : JSON.stringify(part);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${of}, ${options})`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}
