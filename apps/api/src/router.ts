import { routes } from "./routes.ts";
import { router } from "./trpc.ts";

/** The router that the server runs. */
export const appRouter = router(routes);
