import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

import { appRouter } from "../router.ts";
import type { CallContext } from "../trpc.ts";

/** `POST /flight-status/update`, under the name that older clients know: the procedure `admin.flights.runStatusUpdate`, for staff alone. */
export async function flightStatus(
  server: FastifyInstance,
  contextOf: (request: FastifyRequest, reply: FastifyReply) => Promise<CallContext>,
): Promise<void> {
  server.post("/flight-status/update", async (request, reply) =>
    appRouter.createCaller(await contextOf(request, reply)).admin.flights.runStatusUpdate(),
  );
}
