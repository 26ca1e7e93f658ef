import type { Page } from "playwright-core";

/** What Lighthouse reports of a page that comes with nothing in the browser's cache. Times in ms, sizes in kB on the wire. */
export interface ScreenFigures {
  readonly firstPaint: number;
  readonly largestPaint: number;
  readonly blocked: number;
  readonly shift: number;
  readonly scriptKb: number;
  readonly allKb: number;
  readonly requests: number;
}

interface Watched {
  paint: number;
  largest: number;
  blocked: number;
  shift: number;
}

declare global {
  interface Window {
    watched: Watched;
    frameTimes: number[];
  }
}

/** Runs in the page before anything else of it. */
function watchPage(): void {
  const watched: Watched = { paint: 0, largest: 0, blocked: 0, shift: 0 };
  window.watched = watched;
  const watch = (type: string, see: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  watch("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint") watched.paint = startTime;
  });
  watch("largest-contentful-paint", ({ startTime }) => {
    watched.largest = startTime;
  });
  watch("longtask", ({ duration }) => {
    watched.blocked += Math.max(0, duration - 50);
  });
  watch("layout-shift", (entry) => {
    if ("value" in entry && typeof entry.value === "number" && "hadRecentInput" in entry && entry.hadRecentInput === false)
      watched.shift += entry.value;
  });
}

/** Opens an address with an empty cache on a line like that of Lighthouse's desktop (40 ms, 10 Mbit/s), and waits until it is still. */
export async function measureScreen(page: Page, url: string): Promise<ScreenFigures> {
  const session = await page.context().newCDPSession(page);
  const sizes = { script: 0, all: 0, requests: 0 };
  const scripts = new Set<string>();
  await session.send("Network.enable");
  await session.send("Network.clearBrowserCache");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 40,
    downloadThroughput: 1_310_720,
    uploadThroughput: 1_310_720,
  });
  session.on("Network.responseReceived", ({ requestId, type }) => {
    sizes.requests += 1;
    if (type === "Script") scripts.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    sizes.all += encodedDataLength;
    if (scripts.has(requestId)) sizes.script += encodedDataLength;
  });
  await page.addInitScript(watchPage);
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForFunction(() => !document.body.textContent.includes("Loading"));
  await page.waitForTimeout(1_500);
  const { paint, largest, blocked, shift } = await page.evaluate(() => window.watched);
  await session.detach();
  const kb = (bytes: number) => bytes / 1024;
  return {
    firstPaint: paint,
    largestPaint: largest,
    blocked,
    shift,
    scriptKb: kb(sizes.script),
    allKb: kb(sizes.all),
    requests: sizes.requests,
  };
}

/** One row of the table of screens: the middle one of its runs, figure by figure. */
export function rows(name: string, runs: readonly ScreenFigures[]): string {
  const middle = (of: (figures: ScreenFigures) => number) => runs.map(of).toSorted((a, b) => a - b)[Math.floor(runs.length / 2)] ?? 0;
  const ms = (of: (figures: ScreenFigures) => number) => `${Math.round(middle(of))} ms`;
  const kb = (of: (figures: ScreenFigures) => number) => `${Math.round(middle(of))} kB`;
  return `| ${[
    name,
    ms((run) => run.firstPaint),
    ms((run) => run.largestPaint),
    ms((run) => run.blocked),
    middle((run) => run.shift).toFixed(3),
    kb((run) => run.scriptKb),
    kb((run) => run.allKb),
    String(middle((run) => run.requests)),
  ].join(" | ")} |`;
}

/** Has the page note how long each of its frames takes. */
export async function startFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.frameTimes = [];
    let last = performance.now();
    const next = (now: number) => {
      window.frameTimes.push(now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

/** Turns the wheel for so many seconds, fast, and says what the frames took. */
export async function scrollFor(page: Page, seconds: number): Promise<string> {
  await page.mouse.move(700, 500);
  await page.evaluate(() => (window.frameTimes = []));
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(30);
  }
  const frames = (await page.evaluate(() => window.frameTimes)).toSorted((a, b) => a - b);
  const at = (share: number) => (frames[Math.floor((frames.length - 1) * share)] ?? 0).toFixed(1);
  const slow = frames.filter((frame) => frame > 50).length;
  return `${frames.length} frames, half within ${at(0.5)} ms, 95 % within ${at(0.95)} ms, 99 % within ${at(0.99)} ms, ${slow} longer than 50 ms`;
}
