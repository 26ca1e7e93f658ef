import { createRequire } from "node:module";
import type PdfDocument from "pdfkit";
import { toLine as toOneLine } from "../ticket-words.ts";

/** A PDF document under construction. */
export type Pdf = InstanceType<typeof PdfDocument>;

/** The calm palette of printed documents: dark enough to survive a grey printer. */
export const colours = {
  ink: "#10263B",
  text: "#2B3A48",
  muted: "#5E6E7D",
  accent: "#1B6A88",
  line: "#D8E0E7",
  tint: "#F2F6F9",
  white: "#FFFFFF",
} as const;

/** How a run of text looks; sizes in points. */
export interface TextStyle {
  readonly font: "regular" | "medium" | "bold";
  readonly size: number;
  readonly colour: string;
  readonly spacing?: number;
  /** Figures of one width, for columns of numbers. */
  readonly tabular?: boolean;
}

/** Where a run of text stands; it wraps inside the width. */
export interface TextBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly align?: "left" | "right" | "center";
  /** Cut with an ellipsis where one line is too short; only for what also stands elsewhere in full. */
  readonly oneLine?: boolean;
}

/** The styles that every part of the ticket shares. */
export const styles = {
  title: { font: "bold", size: 23, colour: colours.ink },
  heading: { font: "bold", size: 12, colour: colours.ink },
  hero: { font: "bold", size: 25, colour: colours.ink },
  heroTime: { font: "regular", size: 25, colour: colours.accent },
  strong: { font: "medium", size: 9.5, colour: colours.ink },
  body: { font: "regular", size: 9.5, colour: colours.text },
  small: { font: "regular", size: 8.5, colour: colours.muted },
  label: { font: "medium", size: 7.5, colour: colours.muted, spacing: 0.25 },
  number: { font: "regular", size: 9.5, colour: colours.text, tabular: true },
} as const satisfies Record<string, TextStyle>;

const require = createRequire(import.meta.url);
const fontFiles = {
  regular: require.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf"),
  medium: require.resolve("@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf"),
  bold: require.resolve("@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf"),
} as const;

/** Gives the document the typeface that every style names: complete Latin with Vietnamese, which the built-in fonts of PDF lack. */
export function registerFonts(pdf: Pdf): void {
  for (const [name, file] of Object.entries(fontFiles)) pdf.registerFont(name, file);
}

/** Writes text as one paragraph inside a box and returns the height that it took. */
export function write(pdf: Pdf, text: string, box: TextBox & TextStyle): number {
  select(pdf, box).fillColor(box.colour);
  pdf.text(toLine(text), box.x, box.y, options(box));
  return measure(pdf, text, box);
}

/** The height in points that the text will take in the width of the box. */
export function measure(pdf: Pdf, text: string, box: TextStyle & Pick<TextBox, "width">): number {
  return select(pdf, box).heightOfString(toLine(text), options(box));
}

/** The width in points of the text on one line. */
export function widthOf(pdf: Pdf, text: string, style: TextStyle): number {
  return select(pdf, style).widthOfString(toLine(text), options(style));
}

/** Draws a hairline from left to right. */
export function rule(pdf: Pdf, { x, y, width }: TextBox): void {
  pdf.moveTo(x, y).lineTo(x + width, y);
  pdf.lineWidth(0.75).strokeColor(colours.line).stroke();
}

// Two letters that stand for two each, and that the typeface does not draw.
function toLine(text: string): string {
  return toOneLine(text).replaceAll(/[ŉǄ]/gu, (letter) => letter.normalize("NFKC"));
}

function select(pdf: Pdf, style: TextStyle): Pdf {
  return pdf.font(style.font).fontSize(style.size);
}

function options(style: TextStyle & Partial<TextBox>): PDFKit.Mixins.TextOptions {
  return {
    lineGap: style.size * 0.12,
    align: style.align ?? "left",
    ...(style.width === undefined ? {} : { width: style.width }),
    ...(style.spacing === undefined ? {} : { characterSpacing: style.spacing }),
    ...(style.oneLine ? { height: style.size, ellipsis: true } : {}),
    ...(style.tabular ? { features: ["tnum"] } : {}),
  };
}
