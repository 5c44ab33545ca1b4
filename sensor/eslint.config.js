/** Lint of the sensor: strict TypeScript, and nothing of the page's between us and the browser. */
import tseslint from "typescript-eslint";

import { nativesOnly } from "./lint/natives_only.js";

const FREE = ["**/src/natives*.ts", "**/guard/natives.ts", "**/guard/prelude.ts"]; // the files that take functions from the page's globals

const SYNTAX = [
  { selector: "ForOfStatement", message: "for…of runs Array.prototype's iterator" },
  { selector: "ForInStatement", message: "for…in shows what a page put on a prototype" },
  {
    selector: "SpreadElement[parent.type!='ObjectExpression']",
    message: "spread runs an iterator",
  },
  { selector: "ArrayPattern", message: "destructuring a list runs an iterator" },
  { selector: "AwaitExpression", message: "await asks the page's Promise" },
  { selector: "TemplateLiteral[expressions.length>0]", message: "templates call toString" },
  {
    selector: "BinaryExpression[operator='instanceof']",
    message: "instanceof asks Symbol.hasInstance",
  },
];

export default tseslint.config(
  {
    ignores: [
      "**/src/taps/index.ts",
      "**/src/vocabulary.ts",
      "**/src/match.tables.ts",
      "**/build.mjs",
      "**/test/**",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    files: ["**/src/**/*.ts", "**/guard/*.ts"],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { sensor: { rules: { "natives-only": nativesOnly } } },
    rules: {
      "sensor/natives-only": "error",
      "@typescript-eslint/no-unnecessary-condition": "off", // browsers lack what lib.dom promises
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/prefer-for-of": "off", // for…of asks Array.prototype for an iterator
      "@typescript-eslint/no-meaningless-void-operator": "off", // void marks a value left unread
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/restrict-plus-operands": [
        "error",
        { allowNumberAndString: true, allowBoolean: true },
      ],
      "@typescript-eslint/unbound-method": "off", // methods are taken to be applied, never called
      "no-restricted-syntax": [
        "error",
        ...SYNTAX,
        { selector: "Literal[regex]", message: "regular expressions call RegExp.prototype.exec" },
      ],
    },
  },
  {
    // in these, tasks of our own hand expressions to the browser's own `exec`; methods stay refused
    files: ["bare", "match*", "payload", "sift", "typed", "natives*"].map((n) => `**/src/${n}.ts`),
    rules: { "no-restricted-syntax": ["error", ...SYNTAX] },
  },
  {
    // the guard must know before a call goes out: `RegExp.$1` of the page's code may change by it
    files: ["coder", "guard", "handover", "kinds", "natives", "page", "peering"].map(
      (n) => `**/guard/${n}.ts`,
    ),
    rules: { "no-restricted-syntax": ["error", ...SYNTAX] },
  },
  { files: FREE, rules: { "sensor/natives-only": "off" } },
);
