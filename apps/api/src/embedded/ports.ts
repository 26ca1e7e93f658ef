import { createServer } from "node:net";

/** Whether this machine would let us listen there. */
export function isPortFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** The port people know, or any free one (0) where that is taken. */
export async function usualPort(port: number): Promise<number> {
  return (await isPortFree(port)) ? port : 0;
}
