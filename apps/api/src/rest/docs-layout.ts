import { laterInWords } from "./openapi/error-reference.ts";
import type { ErrorList, ErrorWords } from "./openapi/kept-document.ts";

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Text with code in backticks, as HTML. */
function prose(text: string): string {
  return escape(text).replaceAll(/`([^`]+)`/gu, "<code>$1</code>");
}

const style = `
  :root { color-scheme: light dark; --ink: light-dark(#15202b, #e8edf2); --soft: light-dark(#55626f, #a3b0bd); --line: light-dark(#dde3e9, #2b3540); --back: light-dark(#f6f8fa, #10161c); --card: light-dark(#fff, #18212a); --link: light-dark(#0b5cab, #7cc0ff); }
  body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
  main { max-width: 48rem; margin: 0 auto; padding: 2rem 1rem 4rem; } nav a { margin-right: 1rem; } a { color: var(--link); }
  h1 { font-size: 1.75rem; margin: 1.5rem 0 .25rem; } h1 + p { color: var(--soft); margin: 0 0 1.5rem; font-size: 1.1rem; }
  dl { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .25rem 1.25rem; } dt { margin-top: .75rem; color: var(--soft); font-size: .875rem; } dd { margin: 0 0 .75rem; overflow-wrap: anywhere; }
  code { font: .9em/1.5 ui-monospace, monospace; background: light-dark(#eef1f4, #232e39); border-radius: .25rem; padding: .05em .3em; overflow-wrap: anywhere; }
  ul { list-style: none; padding: 0; } li { border-bottom: 1px solid var(--line); padding: .6rem 0; } li span { display: block; color: var(--soft); }`;

const nav = `<nav><a href="/docs">API reference</a><a href="/docs/errors">Error codes</a></nav>`;

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)} – Skyhold</title><style>${style}</style></head><body><main>${nav}${body}</main></body></html>`;
}

const referenceStyle = `:root { color-scheme: light dark } body { margin: 0 } nav { max-width: 1460px; margin: 0 auto; padding: 1rem 20px 0; box-sizing: border-box; font: 16px/1.55 system-ui, sans-serif } nav a { margin-right: 1rem; color: light-dark(#0b5cab, #7cc0ff) }`;

/** The reference of all operations; a script of ours fills it from the OpenAPI document. */
export const referencePage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>API reference – Skyhold</title><link rel="stylesheet" href="/docs/swagger-ui.css"><style>${referenceStyle}</style></head><body>${nav}<div id="reference"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`;

/** All codes with their meanings: the server's, and those that the typed client finds by itself. */
export function errorListPage(errors: ErrorList, clientErrors: ErrorList): string {
  return page(
    "Error codes",
    `<h1>Error codes</h1><p>The closed list of what can go wrong.</p>${listOf(errors)}<h2>Found by the client</h2><p>No server sends these: <code>@skyhold/sdk</code> finds them on your side of the wire.</p>${listOf(clientErrors)}`,
  );
}

function listOf(errors: ErrorList): string {
  const entries = Object.entries(errors).map(
    ([code, { meaning }]) => `<li><a href="/docs/errors/${code}"><code>${code}</code></a><span>${prose(meaning)}</span></li>`,
  );
  return `<ul>${entries.join("")}</ul>`;
}

/** What one code means, and the way out. */
export function errorPageOf(code: string, { title, meaning, wayOut, status, retryable, details }: ErrorWords): string {
  const rows = [
    ["What to do", prose(wayOut)],
    ["Code", `<code>${code}</code>`],
    ...(status === null ? [] : [["HTTP status", String(status)] as const]),
    ["Retry", laterInWords(retryable)],
    ["Details", details === "null" ? "None." : `<code>${escape(details)}</code>`],
  ];
  const list = rows.map(([term, words]) => `<dt>${term}</dt><dd>${words}</dd>`).join("");
  return page(code, `<h1>${escape(title)}</h1><p>${prose(meaning)}</p><dl>${list}</dl>`);
}

/** The page in place of one that does not exist. */
export const notFoundPage = page("Not found", `<h1>No such page</h1><p>All codes are <a href="/docs/errors">listed here</a>.</p>`);
