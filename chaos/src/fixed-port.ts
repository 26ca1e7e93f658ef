import { createServer } from "node:net";

/**
 * Below the ports that systems lend to connections (from 32768 on Linux, from 49152 elsewhere): a killed server finds its port free again.
 * From among those, in a long run, some connection would have it meanwhile; one that knocks at the dead server may even be joined with itself.
 */
const [lowest, highest] = [20_000, 32_000];

/** A port for a server that is started again and again on the same one. */
export async function fixedPort(): Promise<number> {
  for (;;) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
