import { readFileSync } from "node:fs";

/** CPU time by who spent it; all zero where the system does not tell (only Linux does). */
export interface Cpu {
  readonly database: number;
  readonly api: number;
  /** Whoever makes the load: this process, or pgbench. */
  readonly client: number;
}

/** The processes to watch: PostgreSQL's first one, and the API's where it takes part, or those of the API and its worker. */
export interface Watched {
  readonly database: number;
  readonly api?: number | readonly number[];
}

/** The CPU seconds that the processes have used since they started. */
export function readCpu({ database, api }: Watched): Cpu {
  const ended = usedBy(process.pid).ended;
  const server = usedBy(database);
  const backends = childrenOf(database).reduce((sum, pid) => sum + usedBy(pid).itself, 0);
  const own = process.cpuUsage();
  return {
    database: server.itself + server.ended + backends,
    api: [api ?? []].flat().reduce((sum, pid) => sum + usedBy(pid).itself, 0),
    client: (own.user + own.system) / 1_000_000 + ended,
  };
}

/** CPU milliseconds of one operation, from readings before and after so many of them. */
export function cpuPerOperation(before: Cpu, after: Cpu, operations: number): Cpu {
  const each = (part: keyof Cpu) => Number((((after[part] - before[part]) * 1000) / Math.max(1, operations)).toFixed(4));
  return { database: each("database"), api: each("api"), client: each("client") };
}

/** Of a process itself, and of those children of it that have ended. */
function usedBy(pid: number): { itself: number; ended: number } {
  const stat = read(`/proc/${pid}/stat`);
  // The name in parentheses may itself hold spaces and parentheses; times follow it in ticks of 10 ms.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const seconds = (first: number) => (Number(fields[first] ?? 0) + Number(fields[first + 1] ?? 0)) / 100;
  return { itself: seconds(11), ended: seconds(13) };
}

function childrenOf(pid: number): number[] {
  const text = read(`/proc/${pid}/task/${pid}/children`);
  return text.split(" ").map(Number).filter(Boolean);
}

/** Empty where there is no such file: another system, or a process that has just ended. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "";
  }
}
