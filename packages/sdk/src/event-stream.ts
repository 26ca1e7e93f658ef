/** One server-sent event. */
export interface ServerSentEvent {
  /** `message` unless the server says otherwise. */
  readonly event: string;
  readonly id: string | null;
  readonly data: string;
}

/** Cuts the text that has come so far into events, and the rest that is still to be completed. */
export function parseEvents(text: string): { events: ServerSentEvent[]; rest: string } {
  const blocks = text.split(/\r?\n\r?\n/u);
  const rest = blocks.pop() ?? "";
  return { events: blocks.filter((block) => block.trim() !== "").map(parseEvent), rest };
}

function parseEvent(block: string): ServerSentEvent {
  let event = "message";
  let id: string | null = null;
  const data: string[] = [];
  for (const line of block.split(/\r?\n/u)) {
    const { name = "", value = "" } = /^(?<name>\w+): ?(?<value>.*)$/u.exec(line)?.groups ?? {};
    if (name === "event") event = value;
    if (name === "id") id = value;
    if (name === "data") data.push(value);
  }
  return { event, id, data: data.join("\n") };
}
