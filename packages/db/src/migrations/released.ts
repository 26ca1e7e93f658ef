/** The version that is in service while the next one is rolled out. Who releases a version moves this on: the last of its migrations, and an empty list. */
export const released: Released = {
  version: "0.1.0",
  lastMigration: "20261122080000_staff_search",
  contracted: [],
};

interface Released {
  readonly version: string;
  readonly lastMigration: string;
  /** What later migrations may take away, as `findBreaks` says it: things that this released version itself does not use any more. */
  readonly contracted: readonly string[];
}
