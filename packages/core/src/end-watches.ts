import type { Context } from "./context.ts";

/** Ends all who watch anything in this process, and stops listening: open streams would keep a closing server waiting. */
export async function endWatches(
  app: Pick<Context, "seatBoards" | "paymentNews" | "notificationNews" | "bookingNews" | "flightNews" | "sandbox">,
) {
  const { seatBoards, paymentNews, notificationNews, bookingNews, flightNews, sandbox } = app;
  const parts = [sandbox.mailbox, sandbox.stripe].flatMap((part) => (part ? [part.news] : []));
  await Promise.all([seatBoards, paymentNews, notificationNews, bookingNews, flightNews, ...parts].map((news) => news.close()));
}
