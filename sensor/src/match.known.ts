/** A typed text, compiled: its shape, the ways it is written, and digests once they are asked for. */
import { formsOf } from "./match.forms.js";
import { digest } from "./match.hash.js";
import { keysOf } from "./match.rules.js";
import { Shape } from "./match.tables.js";
import { swap, test, utf8 } from "./natives.bytes.js";
import { bare, find, list, lower, slice, upper } from "./natives.js";

const LONGEST_HASHED = 256;

/** A way a value is written. */
export interface Form {
  readonly form: string;
  /** The same in lower case. */
  readonly sought: string;
  /** An encoding that is part of it. */
  readonly more: string;
}

/** A typed text, compiled. Lives in this page's memory only. */
export interface Known {
  readonly text: string;
  /** Autofill tokens, type and name of its field. */
  readonly words: string;
  /** The field's own name, behind which a very short value is looked for. */
  readonly key: string;
  readonly shape: Shape;
  readonly forms: readonly Form[];
  readonly keys: RegExp | undefined;
  /** Names of digests by their bytes. */
  digests?: Record<string, string>;
}

/** ASCII in lower case. */
export const small = (text: string): string => swap(/[A-Z]+/g, text, (big) => lower(big[0]));

/** How texts of a shape are typed: the first that fits says it. */
const TYPED = list(
  /^[^@\s]+@[^@\s]+$/,
  /^\d{5}(-\d{4})?$/,
  /^\d\d ?\/ ?(20)?\d\d$/,
  /^\d{3,4}$/,
  /^.{1,3}$/,
  /^\d{8}$|^(\d{4}\D)?\d\d?\D\d\d?(\D\d{4})?$/,
  /^[+\d ().-]{7,23}$/,
  /^[\w #:-]*\d{5}[\w #:-]*$/,
  /^[\p{L}'-]+$/u,
  /^[\p{L}'.-]+ [\p{L} '.-]+$/u,
  /^/,
);
const SHAPES = list(
  Shape.EMAIL,
  Shape.ZIP,
  Shape.EXPIRY,
  Shape.CVV,
  Shape.SHORT,
  Shape.DATE,
  Shape.PHONE,
  Shape.CODE,
  Shape.NAME,
  Shape.FULL_NAME,
  Shape.TEXT,
);

/** The shape of a typed text. */
export function shapeOf(text: string): Shape {
  let i = 0;
  while (!test(TYPED[i] as RegExp, text)) i++;
  return SHAPES[i] as Shape;
}

/** Compiles a typed text of that shape. */
export function known(shape: Shape, key: string, text: string, words = ""): Known {
  const keys = keysOf(shape, key);
  const forms = list<Form>();
  const add = (form: string, more: string): void => {
    forms[forms.length] = { form, sought: small(form), more };
  };
  const said = formsOf(shape, text, false);
  for (let i = 0; i < said.length; i++) {
    const form = said[i] as string;
    add(form, "");
    if (form.length > 5 && small(form) !== lower(form)) add(lower(form), "");
    if (form.length > 5 && small(form) !== small(upper(form))) add(upper(form), "");
  }
  for (let i = 0; i < said.length && !keys; i++) {
    const form = said[i] as string;
    if (find(form, " ") >= 0)
      add(
        swap(/ /g, form, () => "+"),
        " percent",
      );
  }
  return { shape, key, text, words, forms, keys };
}

/** Digests of a value, made once. */
export function digested(one: Known): Record<string, string> {
  if (one.digests) return one.digests;
  const out: Record<string, string> = bare({});
  const forms = formsOf(one.shape, slice(one.text, 0, LONGEST_HASHED), true);
  for (let i = 0; i < forms.length; i++) {
    const form = utf8(forms[i] as string);
    out[digest(form, 4)] = " md5";
    out[digest(form, 5)] = " sha1";
    out[digest(form, 8)] = " sha256";
  }
  return (one.digests = out);
}
