import { randomBytes } from "node:crypto";
import { access, chmod, constants, mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { startCluster } from "./embedded/cluster.ts";
import { migrate } from "./migrations/migrate.ts";
import { asAdministrator, urlOf } from "./testing.ts";

export { findInstalled } from "./embedded/find-installed.ts";

/** A PostgreSQL server for tests, with a migrated template database that tests copy. */
export interface TestServer extends AsyncDisposable {
  readonly templateUrl: string;
}

/** Durability is not what these tests prove, and without it the run is several times faster. */
const settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"];

/**
 * Starts a server of the tests' own. `which` asks for another than the one that Skyhold brings along: the connection string
 * of a running server, whose user may create databases and is a superuser, or the folder of an installed one (with
 * `bin/postgres` in it).
 */
export async function startTestServer(which?: string): Promise<TestServer> {
  const started = new AsyncDisposableStack();
  const server = which !== undefined && /^postgres(?:ql)?:/u.test(which) ? which : await startOwn(started, which);
  const name = `skyhold_template_${randomBytes(4).toString("hex")}`;
  await asAdministrator(new URL(server), `CREATE DATABASE ${name}`);
  started.defer(() => asAdministrator(new URL(server), `DROP DATABASE ${name} WITH (FORCE)`));
  const templateUrl = urlOf(new URL(server), name);
  await migrate(templateUrl);
  return { templateUrl, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

async function startOwn(started: AsyncDisposableStack, installation: string | undefined): Promise<string> {
  const folder = await mkdtemp(path.join(await roomForDatabases(), "skyhold-test-"));
  started.defer(() => rm(folder, { recursive: true, force: true }));
  // Under root the server runs as another user, who must be able to walk through this folder.
  await chmod(folder, 0o711);
  const cluster = await startCluster({ folder: path.join(folder, "postgres"), settings, ...(installation && { installation }) });
  started.defer(() => cluster.stop());
  return cluster.url("postgres");
}

/** More than the databases that live at the same time and the write-ahead log of a run have been seen to take. */
const roomNeeded = 3 * 2 ** 30;

/** In memory where Linux has room there: a copy of the template is 600 files, which cost a disk 250 ms of processor time and memory 20. */
async function roomForDatabases(): Promise<string> {
  const memory = "/dev/shm";
  try {
    await access(memory, constants.W_OK);
    const { bavail, bsize } = await statfs(memory);
    return bavail * bsize > roomNeeded ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}
