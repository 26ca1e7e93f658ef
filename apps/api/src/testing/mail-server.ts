import { createServer } from "node:net";
import type { Server, Socket } from "node:net";

/** How the server treats mails: takes them, or fails in one of the ways in which mail servers fail. */
export type MailServerMode =
  | "well"
  | "busy"
  | "mailbox_locked"
  | "no_such_mailbox"
  | "content_refused"
  | "hangs_after_data"
  | "drops_after_data"
  | "closed_to_all";

/** A mail server that fails as it is told. */
export interface MailServer extends AsyncDisposable {
  readonly url: string;
  /** The Message-IDs of the mails that it took, one for each time. */
  readonly taken: readonly string[];
  setMode(mode: MailServerMode): void;
  /** Refuses connections, until it comes up at the same address. */
  goDown(): Promise<void>;
  comeUp(): Promise<void>;
}

const greetings: Partial<Record<MailServerMode, string>> = {
  busy: "421 4.3.2 Too busy, come back later",
  closed_to_all: "554 5.7.1 No service for you",
};
const recipientAnswers: Partial<Record<MailServerMode, string>> = {
  mailbox_locked: "450 4.2.1 <RECIPIENT> mailbox is locked",
  no_such_mailbox: "550 5.1.1 <RECIPIENT> user unknown",
};

/** Starts it on a free port of this machine. */
export async function startMailServer(): Promise<MailServer> {
  const state = { mode: "well" satisfies MailServerMode as MailServerMode, taken: [] as string[], sockets: new Set<Socket>() };
  const server = createServer((socket) => {
    state.sockets.add(socket.on("close", () => state.sockets.delete(socket)).on("error", () => undefined));
    converse(socket, () => state.mode, state.taken);
  });
  const port = await listen(server, 0);
  const goDown = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of state.sockets) socket.destroy();
    await closed;
  };
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken: state.taken,
    setMode: (mode) => void (state.mode = mode),
    goDown,
    comeUp: async () => void (await listen(server, port)),
    [Symbol.asyncDispose]: goDown,
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve) => {
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function converse(socket: Socket, modeNow: () => MailServerMode, taken: string[]): void {
  const say = (line: string) => void socket.write(`${line}\r\n`);
  let [text, inData] = ["", false];
  say(greetings[modeNow()] ?? "220 mail.test ESMTP");
  socket.on("data", (chunk) => {
    text += chunk.toString();
    for (let end = text.indexOf(inData ? "\r\n.\r\n" : "\r\n"); end >= 0; end = text.indexOf(inData ? "\r\n.\r\n" : "\r\n")) {
      const part = text.slice(0, end);
      text = text.slice(end + (inData ? 5 : 2));
      if (inData) endData(socket, { mode: modeNow(), say, taken, mail: part });
      else say(answer(part, modeNow()));
      inData = !inData && part.toUpperCase() === "DATA";
    }
  });
}

function answer(command: string, mode: MailServerMode): string {
  const recipient = /^RCPT TO:<(.+?)>/iu.exec(command)?.[1];
  if (recipient !== undefined) return recipientAnswers[mode]?.replace("RECIPIENT", recipient) ?? "250 2.1.5 OK";
  if (command.toUpperCase() === "DATA") return "354 Go on";
  return command.toUpperCase() === "QUIT" ? "221 Bye" : "250 OK";
}

function endData(
  socket: Socket,
  { mode, say, taken, mail }: { mode: MailServerMode; say: (line: string) => void; taken: string[]; mail: string },
): void {
  if (mode === "hangs_after_data") return;
  if (mode === "drops_after_data") return void socket.destroy();
  if (mode === "content_refused") return say("554 5.6.0 This content is not taken");
  taken.push(/^Message-ID: (.+)$/imu.exec(mail)?.[1]?.trim() ?? "");
  say("250 2.0.0 Taken");
}
