/** A document to save or show. */
export interface TravelDocument {
  /** A name to save it under, `e-ticket-K7QX2M.pdf`. */
  readonly fileName: string;
  /** Media type, `application/pdf` or `text/calendar`. */
  readonly contentType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The document with its content as bytes, which cross the wire as base64. */
export function toTravelDocument({
  fileName,
  contentType,
  base64,
}: {
  fileName: string;
  contentType: string;
  base64: string;
}): TravelDocument {
  return { fileName, contentType, bytes: Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0) };
}
