import { PassThrough } from "node:stream";

import { mailSamples } from "@skyhold/core";
import { fastify } from "fastify";
import type { FastifyInstance, FastifyReply } from "fastify";

import type { CaughtMail, Mailbox } from "./mailbox.ts";

/** The mailbox for people (`/`) and for programs (`/api/mails`, and `/api/changes`, which sends a line whenever a mail has come). */
export async function startMailboxPage(mailbox: Mailbox, port: number): Promise<{ url: string; close(): Promise<void> }> {
  const server = fastify({ forceCloseConnections: true });
  server.get("/", (_request, reply) => reply.type("text/html; charset=utf-8").send(listPage(mailbox.list())));
  server.get("/api/mails", () => mailbox.list().map(summary));
  server.get("/api/changes", (_request, reply) => {
    const lines = new PassThrough();
    const leave = mailbox.follow(() => void lines.write("\n"));
    lines.once("close", leave);
    lines.write("\n");
    return reply.type("text/plain").send(lines);
  });
  routeMail(server, mailbox);
  routeSamples(server);
  const url = await server.listen({ host: "127.0.0.1", port });
  return { url: url.replace("127.0.0.1", "localhost"), close: () => server.close() };
}

function routeMail(server: FastifyInstance, mailbox: Mailbox): void {
  const find = (id: string) => mailbox.list().find((mail) => String(mail.id) === id);
  server.get<{ Params: { id: string } }>("/mails/:id", (request, reply) => {
    const mail = find(request.params.id);
    return mail ? reply.type("text/html; charset=utf-8").send(mailPage(mail)) : reply.code(404).send("There is no such mail");
  });
  server.get<{ Params: { id: string } }>("/mails/:id/html", (request, reply) => {
    const mail = find(request.params.id);
    return mail ? sendMail(reply, mail.html) : reply.code(404).send("There is no such mail");
  });
  server.get<{ Params: { id: string; index: string } }>("/mails/:id/attachments/:index", (request, reply) => {
    const attachment = find(request.params.id)?.attachments[Number(request.params.index)];
    if (!attachment) return reply.code(404).send("There is no such attachment");
    const fileName = attachment.fileName.replaceAll(/[^\w.-]/gu, "_");
    return reply
      .header("content-disposition", `attachment; filename="${fileName}"`)
      .type(attachment.contentType)
      .send(Buffer.from(attachment.content));
  });
}

/** Every kind of message with invented people, to look at without causing it. */
function routeSamples(server: FastifyInstance): void {
  server.get("/samples", async (_request, reply) => reply.type("text/html; charset=utf-8").send(samplesPage(await mailSamples())));
  server.get<{ Params: { kind: string } }>("/samples/:kind", async (request, reply) => {
    const sample = (await mailSamples()).find(({ kind }) => kind === request.params.kind);
    return sample ? sendMail(reply, sample.html) : reply.code(404).send("There is no such message");
  });
}

/** A mail as a document: it runs nothing and loads nothing. */
function sendMail(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    .type("text/html; charset=utf-8")
    .send(html);
}

function samplesPage(samples: readonly { readonly kind: string; readonly subject: string }[]): string {
  const rows = samples.map(
    ({ kind, subject }) => `<li><a href="/samples/${kind}"><strong>${escape(subject)}</strong><span>${escape(kind)}</span></a></li>`,
  );
  return page(
    "Samples",
    `<p><a href="/">All mails</a></p><h1>Every message</h1><p>With invented people and flights.</p><ul>${rows.join("")}</ul>`,
  );
}

function summary(mail: CaughtMail) {
  return {
    id: mail.id,
    to: mail.to,
    subject: mail.subject,
    receivedAt: mail.receivedAt,
    text: mail.text,
    attachments: mail.attachments.map(({ fileName, contentType, content }, index) => ({
      fileName,
      contentType,
      bytes: content.byteLength,
      path: `/mails/${mail.id}/attachments/${index}`,
    })),
  };
}

function listPage(mails: readonly CaughtMail[]): string {
  const rows = mails.map(
    (mail) =>
      `<li><a href="/mails/${mail.id}"><strong>${escape(mail.subject)}</strong><span>${escape(mail.to)}</span>${time(mail)}</a></li>`,
  );
  const list = rows.length === 0 ? "<p>No mail yet. Book a flight, or run <code>pnpm demo</code>.</p>" : `<ul>${rows.join("")}</ul>`;
  return page(
    "Mailbox",
    `<h1>Mailbox</h1><p>Every mail that this Skyhold sends ends here. Nothing leaves the machine. <a href="/samples">Every message as a sample</a></p>${list}`,
  );
}

function mailPage(mail: CaughtMail): string {
  const attachments = mail.attachments.map(
    ({ fileName, content }, index) =>
      `<li><a href="/mails/${mail.id}/attachments/${index}">${escape(fileName)} <span>${Math.ceil(content.byteLength / 1024)} kB</span></a></li>`,
  );
  const head = `<p><a href="/">All mails</a></p><h1>${escape(mail.subject)}</h1><p>To ${escape(mail.to)} ${time(mail)}</p>`;
  // The frame is sandboxed: a mail can neither run scripts nor reach this page.
  const frame = `<iframe title="The mail as it looks" sandbox src="/mails/${mail.id}/html"></iframe>`;
  const text = `<details><summary>Plain text</summary><pre>${escape(mail.text)}</pre></details>`;
  return page(mail.subject, `${head}<ul>${attachments.join("")}</ul>${frame}${text}`);
}

function time(mail: CaughtMail): string {
  return `<time datetime="${mail.receivedAt.toISOString()}">${mail.receivedAt.toISOString().slice(0, 16).replace("T", " ")} UTC</time>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const style = `
  :root { color-scheme: light dark; --ink: light-dark(#15202b, #e8edf2); --soft: light-dark(#55626f, #a3b0bd); --line: light-dark(#dde3e9, #2b3540); --back: light-dark(#f6f8fa, #10161c); --card: light-dark(#fff, #18212a); --link: light-dark(#0b5cab, #7cc0ff); }
  body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
  main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem; }
  h1 { font-size: 1.5rem; margin: 0 0 .25rem; } p { margin: 0 0 1rem; color: var(--soft); } a { color: var(--link); }
  ul { list-style: none; margin: 0 0 1rem; padding: 0; } li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; margin-bottom: .5rem; }
  li a { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: .75rem 1rem; text-decoration: none; color: inherit; } li strong { flex: 1 1 100%; }
  span, time { color: var(--soft); } iframe { width: 100%; height: 70vh; border: 1px solid var(--line); border-radius: .5rem; background: #fff; } pre { white-space: pre-wrap; }`;

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)} – Skyhold</title><style>${style}</style></head><body><main>${body}</main></body></html>`;
}
