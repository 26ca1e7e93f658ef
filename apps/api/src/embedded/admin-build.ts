import { fork } from "node:child_process";
import { existsSync, globSync, statSync } from "node:fs";
import path from "node:path";

const house = path.resolve(import.meta.dirname, "../../../admin");
const vite = path.join(house, "node_modules/vite/bin/vite.js");

/** Whether the back office is not built, or something of its source is newer than the build. */
export function isAdminOutdated(): boolean {
  const page = path.join(house, "dist/index.html");
  if (!existsSync(page)) return true;
  const builtAt = statSync(page).mtimeMs;
  const sources = globSync(["src/**/*.{ts,tsx,css}", "index.html", "package.json", "vite.config.ts"], { cwd: house });
  return sources.some((file) => statSync(path.join(house, file)).mtimeMs > builtAt);
}

/** Builds the back office, about five seconds. Fails with what the build wrote. */
export function buildAdmin(): Promise<void> {
  const build = fork(vite, ["build", "--logLevel", "warn"], {
    cwd: house,
    execArgv: [],
    // Vite leaves NODE_ENV as it finds it, and React built for anything else is a third larger.
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const said: string[] = [];
  for (const stream of [build.stdout, build.stderr]) stream?.on("data", (text: Buffer) => said.push(text.toString()));
  return new Promise((resolve, reject) => {
    build.once("error", reject);
    build.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`The back office could not be built.\n${said.join("").trim()}`)),
    );
  });
}

/** Serves the back office from its source, for `pnpm dev`: it follows each change, and says itself where it is. */
export function serveAdmin(api: string): Disposable {
  const server = fork(vite, [], { cwd: house, execArgv: [], env: { ...process.env, SKYHOLD_API: api }, stdio: "inherit" });
  return { [Symbol.dispose]: () => void server.kill() };
}
