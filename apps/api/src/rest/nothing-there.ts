import { DomainError } from "@skyhold/core";
import type { FastifyReply, FastifyRequest } from "fastify";

import { toErrorData } from "../errors.ts";

/** Answers for an address at which there is nothing. */
export function nothingThere(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = new DomainError("NOT_FOUND", `There is nothing at ${request.method} ${request.url.split("?")[0] ?? ""}`, { what: "path" });
  return reply.code(404).send({ message: error.message, ...toErrorData(error, request.id) });
}
