import { createReadStream } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import type { FastifyInstance, FastifyReply } from "fastify";

import { errorListPage, errorPageOf, notFoundPage, referencePage } from "./docs-layout.ts";
import { readKeptDocument } from "./openapi/kept-document.ts";

const bundle = dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json")));
const assets = { "swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css" } as const;

/** The OpenAPI document, the page that shows it, and a page for each error code. Nothing of them comes from elsewhere. */
export async function docsPages(server: FastifyInstance): Promise<void> {
  const { text, errors, clientErrors } = readKeptDocument();
  const [list, words] = [errorListPage(errors, clientErrors), new Map(Object.entries({ ...errors, ...clientErrors }))];
  server.get("/api/v1/openapi.json", (_request, reply) =>
    reply.header("cache-control", "public, max-age=300").type("application/json; charset=utf-8").send(text),
  );
  server.get("/api", (_request, reply) => reply.redirect("/docs"));
  for (const path of ["/docs", "/docs/"]) server.get(path, (_request, reply) => sendPage(reply, referencePage));
  server.get("/docs/start.js", (_request, reply) =>
    reply.header("cache-control", "public, max-age=300").type("text/javascript").send(start),
  );
  for (const [name, type] of Object.entries(assets))
    server.get(`/docs/${name}`, (_request, reply) =>
      reply
        .header("cache-control", "public, max-age=86400")
        .type(`${type}; charset=utf-8`)
        .send(createReadStream(join(bundle, name))),
    );
  for (const path of ["/docs/errors", "/docs/errors/"]) server.get(path, (_request, reply) => sendPage(reply, list));
  server.get<{ Params: { code: string } }>("/docs/errors/:code", (request, reply) => {
    const { code } = request.params;
    const told = words.get(code);
    return told ? sendPage(reply, errorPageOf(code, told)) : sendPage(reply.code(404), notFoundPage);
  });
}

function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .header(
      "content-security-policy",
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    .header("cache-control", "public, max-age=300")
    .type("text/html; charset=utf-8")
    .send(html);
}

const start = `if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.classList.add("dark-mode");
SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  displayOperationId: true,
  displayRequestDuration: true,
  filter: true,
  validatorUrl: null,
});
`;
