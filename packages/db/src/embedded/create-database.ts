import { Client } from "pg";

/** Makes a database in a cluster where it does not exist yet. */
export async function createDatabase(administrationUrl: string, name: string): Promise<void> {
  const client = new Client({ connectionString: administrationUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
