import { readFileSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import type { Client } from "pg";

/** A statement as the server logged it, with its values as text. */
export interface LoggedStatement {
  /** The process of the connection that it came over. */
  readonly pid: number;
  /** The name that it was prepared under; empty for none. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly (string | null)[];
}

/** Where the server logs, and a connection that may change its settings. */
export interface ServerLog {
  readonly admin: Client;
  readonly file: string;
}

/** The statements that the server runs during each piece of work, one after the other. */
export async function recordStatements(
  { admin, file }: ServerLog,
  works: readonly (() => Promise<unknown>)[],
): Promise<LoggedStatement[][]> {
  await reload(admin, "ALTER SYSTEM SET log_statement = 'all'");
  const marks = [statSync(file).size];
  for (const work of works) {
    await work();
    marks.push(statSync(file).size);
  }
  await reload(admin, "ALTER SYSTEM RESET log_statement");
  const log = readFileSync(file);
  return works.map((_, index) => parse(log.subarray(marks[index], marks[index + 1]).toString("utf8")));
}

async function reload(admin: Client, change: string): Promise<void> {
  await admin.query(change);
  await admin.query("SELECT pg_reload_conf()");
  // Other connections read the new setting when they are next idle.
  await sleep(500);
}

const lineStart = /\n(?=\d{4}-\d\d-\d\d \d\d:)/u;
const statementLine = /^\S+ \S+ \S+ \[(\d+)\] LOG: {2}(?:execute ([^:]+)|statement): (.*)$/su;
const valuesLine = /^\S+ \S+ \S+ \[(\d+)\] DETAIL: {2}Parameters: (.*)$/su;

function parse(text: string): LoggedStatement[] {
  const found: LoggedStatement[] = [];
  for (const line of text.trimEnd().split(lineStart)) {
    // The server indents what goes on in a further line.
    const whole = line.replaceAll("\n\t", "\n");
    const statement = statementLine.exec(whole);
    const values = valuesLine.exec(whole);
    const last = found.at(-1);
    if (statement) {
      const [, pid, name = "", sql = ""] = statement;
      found.push({ pid: Number(pid), name: name === "<unnamed>" ? "" : name, text: sql, values: [] });
    } else if (values && last && last.pid === Number(values[1])) {
      found[found.length - 1] = { ...last, values: readValues(values[2] ?? "") };
    }
  }
  return found;
}

function readValues(text: string): (string | null)[] {
  return [...text.matchAll(/\$\d+ = (?:NULL|'((?:[^']|'')*)')/gu)].map(([, value]) => value?.replaceAll("''", "'") ?? null);
}
