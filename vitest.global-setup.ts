import { templateVariable } from "./packages/db/src/testing.ts";
import { startTestServer } from "./packages/db/src/testing-server.ts";

/**
 * One PostgreSQL server for the whole run, with one migrated template database that every test file copies. TEST_POSTGRES
 * names another than the one that Skyhold brings along: a connection string, or a folder such as /usr/lib/postgresql/15.
 */
export async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer(process.env["TEST_POSTGRES"]);
  process.env[templateVariable] = server.templateUrl;
  return async () => server[Symbol.asyncDispose]();
}
