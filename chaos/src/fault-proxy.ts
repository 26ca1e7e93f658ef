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

/** What a proxy carries, and how badly at the moment. */
interface Traffic {
  readonly lines: Set<Line>;
  refusing: number;
  stalling: number;
}

/** Listens on a free port and carries each connection to the next of the servers that takes it. */
export async function startFaultProxy(ports: readonly number[]): Promise<FaultProxy> {
  const traffic: Traffic = { lines: new Set(), refusing: 0, stalling: 0 };
  let turn = 0;
  const listener = createServer({ pauseOnConnect: true }, (client) => {
    turn += 1;
    const order = ports.map((_, index) => ports[(turn + index) % ports.length] ?? 0);
    accept(traffic, client, order);
  });
  const port = await new Promise<number>((resolve) => {
    listener.listen(0, "127.0.0.1", () => {
      const address = listener.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  return {
    port,
    cut: () => cut(traffic),
    refuseFor: async (ms) => {
      traffic.refusing += 1;
      cut(traffic);
      await sleep(ms);
      traffic.refusing -= 1;
    },
    stallFor: async (ms) => {
      traffic.stalling += 1;
      for (const line of traffic.lines) hold(line);
      await sleep(ms);
      traffic.stalling -= 1;
      if (traffic.stalling === 0) for (const line of traffic.lines) release(line);
    },
    [Symbol.asyncDispose]: async () => {
      cut(traffic);
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

function accept(traffic: Traffic, client: Socket, ports: readonly number[]): void {
  client.on("error", () => client.destroy());
  if (traffic.refusing > 0) {
    client.resetAndDestroy();
    return;
  }
  dial(ports, client, (server) => {
    const line = { client, server };
    traffic.lines.add(line);
    join(line, () => traffic.lines.delete(line));
    if (traffic.stalling > 0) hold(line);
  });
}

function cut({ lines }: Traffic): void {
  for (const { client, server } of lines) for (const socket of [client, server]) socket.resetAndDestroy();
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
