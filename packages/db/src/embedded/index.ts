export { freePort, startCluster } from "./cluster.ts";
export type { Cluster, ClusterOptions } from "./cluster.ts";
export { createDatabase } from "./create-database.ts";
