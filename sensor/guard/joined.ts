/** Blobs that were put into the data of a form, which gives out another object for each when asked. */
import { list, weak } from "../src/natives.js";

const MOST = 100;
const joined = weak<object, object[]>();

export const join = (form: object, blob: object): void => {
  const all = joined.get(form) ?? list<object>();
  if (all.length < MOST) all[all.length] = blob;
  joined.set(form, all);
};

/** Blobs that were put into a form's data, also those taken out again. */
export const blobsIn = (form: object): readonly object[] => joined.get(form) ?? list();
