import { Button, Container, Head, Heading, Html, Preview, Text } from "@react-email/components";
import { render } from "@react-email/render";
import { createElement } from "react";
import type { CSSProperties, ReactElement, ReactNode } from "react";
import { toLine } from "../tickets/ticket-words.ts";

/** A message ready to be sent, but for its addresses and attachments. */
export interface RenderedMail {
  /** What the reader is shown of it beside the mail: its heading, and a sentence. */
  readonly title: string;
  readonly summary: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What every message says of itself, in both versions. */
export interface MailFrame {
  /** The line at the head: the airline, or the booking that the message is about. */
  readonly header: string;
  readonly subject: string;
  /** What a mailbox shows after the subject. */
  readonly preheader: string;
  readonly heading: string;
  /** Why the reader got the message. */
  readonly footer: string;
}

/** The body of a message in both versions; neither is made from the other. */
export interface MailBody {
  readonly html: ReactNode;
  /** Paragraphs of plain text, set apart by empty lines. */
  readonly text: readonly string[];
}

/** The colours of messages on white; the dark ones stand in the style sheet below. */
export const mailColours = {
  page: "#EDF2F5",
  card: "#FFFFFF",
  ink: "#10263B",
  text: "#2B3A48",
  muted: "#56677A",
  accent: "#1B6A88",
  line: "#D8E0E7",
  tint: "#F2F6F9",
} as const;

/** Columns of plain text that stay whole in every mail program. */
export const mailTextWidth = 72;

/** What makes a table a matter of layout, to screen readers and to Outlook. */
export const layoutTable = { role: "presentation", width: "100%", cellPadding: 0, cellSpacing: 0, border: 0 } as const;

const fontFamily = "-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif";

// Mail programs turn colours dark through classes: inline styles alone cannot answer to a dark screen.
/** The one style sheet of every mail, by whose hash a page may let it through. */
export const mailStyleSheet = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
@media (max-width: 520px) {
  .sky-page { padding: 14px 0 0 !important; }
  .sky-card { border-radius: 0 !important; padding: 26px 18px !important; }
  .sky-edge { padding-left: 18px !important; padding-right: 18px !important; }
  .sky-panel { padding: 16px 14px !important; }
  .sky-button { display: block !important; text-align: center !important; }
}
@media (prefers-color-scheme: dark) {
  .sky-page { background-color: #0C1720 !important; }
  .sky-card { background-color: #13222E !important; }
  .sky-outlined { border-color: #2C4152 !important; }
  .sky-tinted { background-color: #1B2F3E !important; }
  .sky-ink { color: #F1F6FA !important; }
  .sky-text { color: #D3DEE7 !important; }
  .sky-muted { color: #9DB0C0 !important; }
  .sky-accent { color: #7CC7E2 !important; }
  .sky-line { border-color: #2C4152 !important; }
  .sky-badge { background-color: #D3E6EF !important; color: #10263B !important; }
  .sky-button { background-color: #7CC7E2 !important; color: #0C1720 !important; }
}
`;

/** The tone of a run of text: each has a colour on light and on dark screens. */
export type Tone = "ink" | "text" | "muted" | "accent";

/** A paragraph in one of the tones; the style adds to it. */
export function paragraph(tone: Tone, style: CSSProperties, ...children: readonly ReactNode[]): ReactElement {
  const base = { margin: 0, fontSize: 15, lineHeight: "22px", color: mailColours[tone] };
  return createElement(Text, { className: `sky-${tone}`, style: { ...base, ...style } }, ...children);
}

/** A heading inside the message. */
export function sectionHeading(text: string): ReactElement {
  const style = { margin: "32px 0 12px", fontSize: 17, lineHeight: "24px", fontWeight: 700, color: mailColours.ink };
  return createElement(Heading, { as: "h2", className: "sky-ink", style }, text);
}

/** The one thing that the message asks the reader to do. */
export function mailButton(label: string, href: string): ReactElement {
  const style = {
    padding: "13px 24px",
    borderRadius: 8,
    backgroundColor: mailColours.ink,
    color: mailColours.card,
    fontSize: 15,
    fontWeight: 600,
  };
  return createElement(Button, { href, className: "sky-button", style }, label);
}

/** A panel that sets its content apart: outlined, or filled with the tint. */
export function panel(kind: "outlined" | "tinted", ...children: readonly ReactNode[]): ReactElement {
  const look = kind === "tinted" ? { backgroundColor: mailColours.tint } : { border: `1px solid ${mailColours.line}` };
  return box({ className: `sky-panel sky-${kind}`, style: { ...look, borderRadius: 10, padding: "18px 20px" } }, ...children);
}

/** Puts a body into the frame that all messages share. Everything given is shown as text, never as markup; nothing is loaded from outside. */
export async function renderMail(frame: MailFrame, body: MailBody): Promise<RenderedMail> {
  return {
    title: toLine(frame.heading),
    summary: toLine(frame.preheader),
    subject: toLine(frame.subject),
    html: await render(frameElement(frame, body.html)),
    text: `${[frame.heading, ...body.text, `-- \n${wrapLine(frame.footer)}`].join("\n\n")}\n`,
  };
}

/** One paragraph of plain text, broken between words where it grows wider than messages should; the indents stand before its first and its other lines. No-break spaces hold words together, then become plain ones. */
export function wrapLine(text: string, first = "", rest = first): string {
  const lines: string[] = [];
  let line = first;
  for (const word of toLine(text).split(" ")) {
    const start = line === first || line === rest;
    if (!start && line.length + 1 + word.length > mailTextWidth) {
      lines.push(line);
      line = rest + word;
    } else line += start ? word : ` ${word}`;
  }
  return [...lines, line].join("\n").replaceAll("\u00A0", " ");
}

// Tables, because Outlook ignores the padding of anything else.
function box(cell: { readonly className: string; readonly style: CSSProperties }, ...children: readonly ReactNode[]): ReactElement {
  const row = createElement("tr", null, createElement("td", cell, ...children));
  const style = { borderCollapse: "separate", width: "100%" } as const;
  return createElement("table", { ...layoutTable, style }, createElement("tbody", null, row));
}

function frameElement(frame: MailFrame, content: ReactNode): ReactElement {
  const header = paragraph("muted", { fontSize: 14, fontWeight: 600 }, frame.header);
  const footer = paragraph("muted", { fontSize: 12, lineHeight: "18px" }, frame.footer);
  const card = { backgroundColor: mailColours.card, borderRadius: 14, padding: 36 };
  const page = { padding: "28px 12px", backgroundColor: mailColours.page, fontFamily };
  const container = createElement(
    Container,
    { style: { width: "100%", maxWidth: 620 } },
    box({ className: "sky-edge", style: { padding: "0 4px 14px" } }, header),
    box({ className: "sky-card", style: card }, titleElement(frame.heading), content),
    box({ className: "sky-edge", style: { padding: "16px 4px 24px" } }, footer),
  );
  return createElement(
    Html,
    { lang: "en", dir: "ltr" },
    headElement(frame.subject),
    createElement(
      "body",
      { className: "sky-page", style: { margin: 0, padding: 0, backgroundColor: mailColours.page } },
      createElement(Preview, null, frame.preheader),
      box({ className: "sky-page", style: page }, container),
    ),
  );
}

function headElement(title: string): ReactElement {
  const meta = (name: string, content: string) => createElement("meta", { name, content });
  return createElement(
    Head,
    null,
    createElement("title", null, toLine(title)),
    meta("viewport", "width=device-width, initial-scale=1"),
    meta("color-scheme", "light dark"),
    meta("supported-color-schemes", "light dark"),
    // Telephones take ticket numbers for numbers to call, and dates for appointments.
    meta("format-detection", "telephone=no, date=no, address=no, email=no, url=no"),
    createElement("style", null, mailStyleSheet),
  );
}

function titleElement(text: string): ReactElement {
  const style = { margin: "0 0 8px", fontSize: 26, lineHeight: "32px", fontWeight: 700, letterSpacing: "-0.3px", color: mailColours.ink };
  return createElement(Heading, { as: "h1", className: "sky-ink", style }, text);
}
