/** Tables as words with a space between them: less to carry than lists of lists. */
import { find, slice } from "./natives.js";

/** Calls back with the first word of each line and each that stands behind it. */
export function eachWord(table: readonly string[], work: (first: string, word: string) => void) {
  for (let i = 0; i < table.length; i++) {
    const line = table[i] as string;
    let end = find(line, " ");
    const first = slice(line, 0, end);
    while (end > 0) {
      const start = end + 1;
      end = find(line, " ", start);
      work(first, slice(line, start, end > 0 ? end : line.length));
    }
  }
}
