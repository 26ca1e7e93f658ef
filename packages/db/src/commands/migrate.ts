import { migrate } from "../migrations/migrate.ts";

const url = process.env["DATABASE_URL"];
if (!url) {
  process.stderr.write("DATABASE_URL is not set. Set it to the PostgreSQL database to migrate.\n");
  process.exit(1);
}
const applied = await migrate(url);
process.stdout.write(applied.length === 0 ? "The database is up to date.\n" : `Applied ${applied.join(", ")}.\n`);
process.exit(0);
