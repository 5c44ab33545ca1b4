/** What the page itself tells of a visit: title, search and the values in its address. */
import { known, type Known } from "../src/match.known.js";
import { Shape } from "../src/match.tables.js";
import { swap, test } from "../src/natives.bytes.js";
import { component } from "./natives.js";
import { address, getting, list, lower, win } from "../src/natives.js";

const SHORTEST = 4;
const MOST = 20;
const titleOf = getting("Document", "title");

let lastUrl = "";
let lastTitle = "";
let last: readonly Known[] = list();

/** Values of the address's query and the title, compiled once for each address and title. */
export function pageValues(): readonly Known[] {
  const url = address();
  const title = titleOf(win.document) as string;
  if (url === lastUrl && title === lastTitle) return last;
  lastUrl = url;
  lastTitle = title;
  const values = list<Known>();
  const add = (text: string, words: string): void => {
    if (text.length >= SHORTEST && values.length < MOST)
      values[values.length] = known(Shape.TEXT, lower(words), text, words);
  };
  add(title, "@page_title");
  swap(/[?&;]([^=&#]*)=([^&#]*)/g, url, (pair) => {
    const said = component(pair[2] ?? "");
    const name = pair[1] ?? "";
    add(
      said,
      test(/^(q|s|k|search|query|keywords?|term|find)$/i, name) ? "@search_term" : "@url_query",
    );
  });
  last = values;
  return values;
}
