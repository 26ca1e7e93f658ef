/** Markup that is safe to send: every value in it was escaped. */
export interface Html {
  readonly markup: string;
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

function render(value: string | number | Html | readonly Html[]): string {
  if (typeof value === "string" || typeof value === "number") {
    return escape(String(value));
  }
  return "markup" in value ? value.markup : value.map((part) => part.markup).join("");
}

/** Builds markup from a template; text in it is escaped, markup in it is kept. */
export function html(parts: TemplateStringsArray, ...values: (string | number | Html | readonly Html[])[]): Html {
  return { markup: parts.reduce((markup, part, index) => markup + render(values[index - 1] ?? "") + part) };
}
