/** What is asked before a process is given work. */
export interface Readiness {
  /** Answers, and says what is missing. */
  check(): Promise<{ readonly ready: boolean; readonly report: Readonly<Record<string, string | number>> }>;
  /** The process stops soon: from now on it is not ready. */
  drain(): void;
  isDraining(): boolean;
}

interface Parts {
  readonly read: () => Promise<{ readonly missingMigrations: readonly string[]; readonly lagSeconds: number }>;
}

/** Ready is who can reach a database that is new enough, and does not stop. Jobs that wait are told, but taking an API away would not help them. */
export function createReadiness({ read }: Parts): Readiness {
  let draining = false;
  let reading: ReturnType<Parts["read"]> | null = null;
  // However many ask, the database is asked by one of them at a time: nobody counts these calls.
  const readTogether = () => (reading ??= read().finally(() => (reading = null)));
  return {
    isDraining: () => draining,
    drain: () => {
      draining = true;
    },
    check: async () => {
      if (draining) return { ready: false, report: { status: "stopping" } };
      try {
        const { missingMigrations, lagSeconds } = await readTogether();
        const migrations = missingMigrations.length === 0 ? "ok" : `not applied: ${missingMigrations.join(", ")}`;
        const ready = missingMigrations.length === 0;
        return {
          ready,
          report: { status: ready ? "ok" : "unavailable", database: "ok", migrations, queueLagSeconds: Math.round(lagSeconds) },
        };
      } catch {
        return { ready: false, report: { status: "unavailable", database: "does not answer" } };
      }
    },
  };
}
