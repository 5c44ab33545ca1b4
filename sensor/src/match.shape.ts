/** What a typed text is on the wire: as shape.py has it. */
import { Shape } from "./match.tables.js";
import { at, has, isDigit, isSpace, mapped, parts, trimmed } from "./match.text.js";

/** Whether there are so many digits, each with at most `gap` other characters behind it. */
function hasDigits(text: string, least: number, most: number, gap: number): boolean {
  let digits = 0;
  let others = 0;
  for (let i = 0; i < text.length; i++) {
    if (isDigit(at(text, i))) {
      digits += 1;
      others = 0;
    } else if (++others > gap && digits > 0) return false;
  }
  return digits >= least && digits <= most && (gap > 1 || isDigit(at(text, 0)));
}

function isEmail(text: string): boolean {
  const around = parts(text, (char) => char === "@");
  const one = mapped(text, (char) => (char === "@" || isSpace(char) ? char : "")) === "@";
  return one && around.length === 2;
}

function fits(shape: Shape, text: string): boolean {
  const mask = mapped(text, (char) => (isDigit(char) ? "0" : char));
  if (shape === Shape.EMAIL) return isEmail(text);
  if (shape === Shape.PHONE) return hasDigits(text, 7, 15, 4);
  if (shape === Shape.SSN) return hasDigits(text, 9, 9, 1);
  if (shape === Shape.CARD) return hasDigits(text, 12, 19, 1);
  if (shape === Shape.ZIP) return mask === "00000" || mask === "00000-0000";
  if (shape === Shape.CVV) return mask === "000" || mask === "0000";
  if (shape !== Shape.DATE || mask === "00000000") return true;
  const runs = parts(mask, (char) => char !== "0");
  const ends = isDigit(at(text, 0)) && isDigit(at(text, text.length - 1));
  const size = (i: number): number => runs[i]?.length ?? 9;
  return ends && runs.length === 3 && size(0) < 5 && size(1) < 3 && size(2) < 5;
}

/** The shape of what a field of that shape holds: its own where the text fits it. */
export function shapeOf(shape: Shape, text: string): Shape {
  const inside = trimmed(text);
  let found = shape === Shape.TEXT && isEmail(text) ? Shape.EMAIL : shape;
  if (!fits(found, inside)) found = Shape.TEXT;
  if (found === Shape.NAME && has(inside, " ")) found = Shape.FULL_NAME;
  const short = inside.length < 4 && found !== Shape.CVV && found !== Shape.NAME;
  return short ? Shape.SHORT : found;
}
