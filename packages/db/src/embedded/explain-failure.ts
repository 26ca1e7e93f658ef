const explanations: readonly (readonly [RegExp, (folder: string) => string])[] = [
  [/No space left on device/iu, (folder) => `The disk that holds ${folder} is full. Free some space (about 300 MB) and start again.`],
  [/Address already in use|could not bind/iu, () => "The database's port is taken by another program. Start again to choose another one."],
  [
    /Permission denied/iu,
    (folder) => `The database's user may not read or write ${folder}. Give the folder to the user who runs Skyhold, or delete it.`,
  ],
  [/lock file "postmaster.pid" already exists/iu, (folder) => `Another PostgreSQL already runs on ${folder}. Stop it first.`],
  [
    /could not create shared memory|could not resize shared memory/iu,
    () => "The machine has no shared memory left for PostgreSQL. Stop another database, or enlarge /dev/shm.",
  ],
];

/** One sentence on why PostgreSQL did not start, from what it wrote; the last lines of its log where the reason is not a known one. */
export function explainFailure(output: string, folder: string): string {
  const known = explanations.find(([pattern]) => pattern.test(output.slice(-4000)));
  if (known) return known[1](folder);
  return `PostgreSQL did not start. The end of its output:\n${output.trim().split("\n").slice(-8).join("\n")}`;
}
