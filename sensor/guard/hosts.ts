/** Hosts of a policy, for realms where it can't be asked. */
import type { Policy } from "./decide.table.js";
import { arg, type Args, list, own, slice } from "../src/natives.js";

/** Those it permits, a space round each; `.x` for all below x. */
export function permitted(
  { site, domain, below }: Policy,
  table: object,
  may: (host: string) => boolean,
): string {
  let all = " ";
  if (may(site)) all += site + " " + (below ? domain + " ." + domain + " " : "");
  const rows = own(table, "recipients") as readonly Args[];
  for (let i = 0; i < rows.length; i++) {
    const hosts = (arg(rows[i] as Args, 1) ?? list()) as readonly string[];
    for (let j = 0; j < hosts.length; j++) {
      const host = hosts[j] as string;
      const end = host[0] === "*" ? slice(host, 1) : host;
      if (may(end === host ? host : "x" + end)) all += end + " ";
    }
  }
  return all;
}
