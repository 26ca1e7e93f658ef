import { type Html, html } from "./html.ts";

/** Wraps content in the page that says what this is. */
export function page(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/_sandbox/style.css" />
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p class="model">
            This is a model of Stripe for development and tests. It is not Stripe, it is not run by Stripe, and no money moves here.
          </p>
        </header>
        <main>${content}</main>
      </body>
    </html> `;
}
