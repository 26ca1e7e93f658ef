/** Letters that Unicode does not take apart into a letter and its accent. */
const whole: Readonly<Record<string, string>> = { ß: "ss", ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ŋ: "n" };

/** Small letters without accents, words apart by one space: `São Paulo–Guarulhos` is `sao paulo guarulhos`. */
export function foldText(text: string): string {
  const plain = text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const latin = plain.replaceAll(/[ßøæœłđðþıŋ]/gu, (letter) => whole[letter] ?? letter);
  return latin
    .replaceAll(/['’ʻ`]/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Folded text without the difference of `ue` and `ü`, so that `zuerich` is `zurich`. For comparing with the same done to the other side. */
export function foldUmlauts(folded: string): string {
  return folded.replaceAll(/([aou])e/gu, "$1");
}
