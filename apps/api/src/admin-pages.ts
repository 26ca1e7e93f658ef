import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";

import fastifyStatic from "@fastify/static";
import { mailStyleSheet } from "@skyhold/core";
import type { FastifyInstance } from "fastify";

import { refuseUnknownPath } from "./rest/problem.ts";

/** Where the back office is when it is built. */
export const adminFolder = path.resolve(import.meta.dirname, "../../admin/dist");

const mailStyle = createHash("sha256").update(mailStyleSheet).digest("base64");

/**
 * Nothing but what this server sends is run, shown or called. Style attributes and the one style sheet of mails are let through, which live by them and are
 * shown in a frame that may do nothing: it is under the policy of the page around it.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' 'sha256-${mailStyle}'`,
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Serves the back office below this scope's prefix, where it is built. Each address that is no file is one of its screens. */
export async function adminPages(scope: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(path.join(folder, "index.html"))) return;
  await scope.register(fastifyStatic, {
    root: folder,
    redirect: true,
    cacheControl: false,
    // The build has made them (apps/admin/vite.config.ts).
    preCompressed: true,
    // The names of the files in assets/ tell their content.
    setHeaders: (reply, file) => {
      reply.header("content-security-policy", policy);
      reply.header("cache-control", file.includes(`${path.sep}assets${path.sep}`) ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  scope.setNotFoundHandler((request, reply) => {
    const isFile = /\.\w+$/u.test(request.url.split("?")[0] ?? "");
    return request.method === "GET" && !isFile ? reply.sendFile("index.html") : refuseUnknownPath(request, reply);
  });
}
