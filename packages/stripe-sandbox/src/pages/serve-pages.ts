import type { FastifyInstance, FastifyReply } from "fastify";
import { getIntent } from "../payment-intents/payment-intent.ts";
import { lookAt } from "../state.ts";
import type { World } from "../world.ts";
import { authenticationPage } from "./authentication-page.ts";
import { homePage } from "./home-page.ts";
import type { Html } from "./html.ts";
import { STYLESHEET } from "./stylesheet.ts";

const POLICY = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

/** Serves the pages for people: the list of payments, and 3-D Secure. */
export function servePages(app: FastifyInstance, world: World): void {
  const state = lookAt(world);
  app.get<{ Querystring: { problem?: string } }>("/", (request, reply) => send(reply, homePage(state, request.query.problem ?? null)));
  app.get<{ Params: { id: string } }>("/_sandbox/3d-secure/:id", (request, reply) =>
    send(reply, authenticationPage(getIntent(world.store, request.params.id))),
  );
  app.get("/_sandbox/style.css", (_request, reply) => reply.type("text/css; charset=utf-8").send(STYLESHEET));
}

function send(reply: FastifyReply, content: Html): FastifyReply {
  return reply
    .type("text/html; charset=utf-8")
    .headers({ "content-security-policy": POLICY, "cache-control": "no-store", "x-content-type-options": "nosniff" })
    .send(content.markup);
}
