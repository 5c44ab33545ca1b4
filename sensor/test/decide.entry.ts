/** The guard's decisions, open to tests and benches in Node: a line of JSON in, a line out. */
import "./decide.globals.js";
import { createInterface } from "node:readline";

import { decide, type Question } from "../guard/decide.js";
import { ready } from "../guard/decide.ready.js";

type Asked = readonly [question: Question, day: number];

/** A table and questions: what it says to each, or the microseconds a question takes. */
interface Line {
  readonly table: object;
  readonly asked: readonly Asked[];
  /** Asks all so many times, for time. */
  readonly rounds?: number;
}

function answers({ table, asked }: Line): unknown[] {
  const policy = ready(table);
  return asked.map(([question, day]) => decide(policy, question, day));
}

/** Least microseconds a question over all rounds, since other work only adds; and to get ready. */
function timed({ table, asked, rounds = 0 }: Line): unknown {
  const start = performance.now();
  const policy = ready(table);
  const readied = performance.now() - start;
  let least = Infinity;
  for (let i = 0; i < rounds; i++) {
    const at = performance.now();
    for (const [question, day] of asked) decide(policy, question, day);
    least = Math.min(least, (performance.now() - at) / asked.length);
  }
  return { microseconds: least * 1000, ready: readied };
}

for await (const text of createInterface({ input: process.stdin })) {
  const line = JSON.parse(text) as Line;
  console.log(JSON.stringify(line.rounds ? timed(line) : answers(line)));
}
