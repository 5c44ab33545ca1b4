/**
 * Addresses and names without what may name a person: query and fragment cut, identifier-like
 * parts masked before anything leaves the page. The collector does the same again, by the same
 * cases (tests/sensor/test_bare.py): a page's sensor can be older than it.
 */
import { matched, swap, test } from "./natives.bytes.js";
import { slice } from "./natives.js";

const MOST = 300;
/** Five digits in a row, seven in all, a UUID, a token of letters and digits, or a very long one. */
const ID =
  /\d{5}|(\d\D*){7}|([\da-f]-*){32}|(?=[a-z_=+~]*\d)(?=[\d_=+~]*[a-z])[\w=+~]{16}|[\w=+~]{40}/i;

/** One segment or name: itself, or `[email]` or `[id]` where it looks like one. */
export function barePart(part: string): string {
  if (test(/@|%(25)?40/, part)) return "[email]";
  const encoded = (escape: RegExpExecArray): string => escape[1] ?? "%";
  return test(ID, swap(/%3(\d)|%../g, part, encoded)) ? "[id]" : part;
}

/** A path with each identifier-like segment masked. */
export function barePath(path: string): string {
  const place = swap(/[?#][^]*/g, slice(path, 0, 4 * MOST), () => "");
  const masked = swap(/[^/]+/g, place, (part) => barePart(part[0]));
  return slice(masked, 0, MOST);
}

/** Origin and masked path of an address; of one that has no host only the scheme. */
export function bareUrl(url: string): string {
  const found = matched(/^([^:]*:)(\/\/([^/?#]*@)?([^/?#]*))?/, slice(url, 0, 4 * MOST));
  if (!found) return "";
  const { 0: start, 1: scheme, 2: place, 4: host } = found;
  if (!place) return scheme as string;
  const masked = swap(/[^.]+(?=\.[^.]+\.)/g, host as string, (label) => barePart(label[0]));
  const path = barePath(slice(url, start.length)) || "/";
  return slice((scheme as string) + "//" + masked + path, 0, MOST);
}
