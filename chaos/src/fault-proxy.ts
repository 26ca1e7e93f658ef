import { connect, createServer } from "node:net";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Carries TCP connections to a server, and can be made to do it badly. */
export interface FaultProxy extends AsyncDisposable {
  readonly port: number;
  /** Breaks every connection at once. */
  cut(): void;
  /** Breaks every connection, and takes none for so many milliseconds. */
  refuseFor(ms: number): Promise<void>;
  /** Holds every byte back for so many milliseconds: to both ends the other one is silent. */
  stallFor(ms: number): Promise<void>;
}

interface Line {
  readonly client: Socket;
  readonly server: Socket;
}

/** Listens on a free port and carries each connection to the next of the servers that takes it. */
export async function startFaultProxy(ports: readonly number[]): Promise<FaultProxy> {
  const lines = new Set<Line>();
  let refusing = 0;
  let stalling = 0;
  let turn = 0;
  const listener = createServer({ pauseOnConnect: true }, (client) => {
    client.on("error", () => client.destroy());
    if (refusing > 0) {
      client.resetAndDestroy();
      return;
    }
    turn += 1;
    const order = ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0);
    dial(order, client, (server) => {
      const line = { client, server };
      lines.add(line);
      join(line, () => lines.delete(line));
      if (stalling > 0) hold(line);
    });
  });
  const cut = () => {
    for (const { client, server } of lines) for (const socket of [client, server]) socket.resetAndDestroy();
  };
  const port = await new Promise<number>((resolve) => {
    listener.listen(0, "127.0.0.1", () => {
      const address = listener.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  return {
    port,
    cut,
    refuseFor: async (ms) => {
      refusing += 1;
      cut();
      await sleep(ms);
      refusing -= 1;
    },
    stallFor: async (ms) => {
      stalling += 1;
      for (const line of lines) hold(line);
      await sleep(ms);
      stalling -= 1;
      if (stalling === 0) for (const line of lines) release(line);
    },
    [Symbol.asyncDispose]: async () => {
      cut();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

function dial([port, ...others]: readonly number[], client: Socket, onOpen: (server: Socket) => void): void {
  if (port === undefined) {
    client.resetAndDestroy();
    return;
  }
  const server = connect({ port, host: "127.0.0.1" });
  const next = () => dial(others, client, onOpen);
  server.once("error", next);
  server.once("connect", () => {
    server.off("error", next);
    onOpen(server);
  });
}

function join({ client, server }: Line, onEnd: () => void): void {
  const end = () => {
    onEnd();
    client.destroy();
    server.destroy();
  };
  for (const socket of [client, server]) socket.on("error", end).on("close", end);
  client.pipe(server);
  server.pipe(client);
}

function hold({ client, server }: Line): void {
  client.unpipe(server);
  server.unpipe(client);
  client.pause();
  server.pause();
}

function release({ client, server }: Line): void {
  client.pipe(server);
  server.pipe(client);
}
