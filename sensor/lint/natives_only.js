/**
 * Refuses, outside natives.ts, what a page could have replaced by the time it is called: globals,
 * and calls of methods that TypeScript's own libraries declare (they lie on a prototype).
 */
import { ESLintUtils } from "@typescript-eslint/utils";

const PLAIN = new Set([
  "undefined",
  "NaN",
  "Infinity",
  "globalThis",
  "SCAN",
  "GUARD",
  "TWIN",
  "TABLE",
  "CSP",
]);

const isOfLibrary = (symbol) =>
  symbol?.declarations?.some((d) =>
    /\/typescript\/lib\/lib\.[^/]*\.d\.ts$/.test(d.getSourceFile().fileName),
  );

export const nativesOnly = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      global: "{{name}} is a global: take it from natives.ts",
      method: "{{name}} lies on a prototype: take it from natives.ts",
      property: "{{name}} is the page's to answer: take its getter from natives.ts",
    },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const checker = services.program.getTypeChecker();
    const symbolOf = (node) =>
      checker.getSymbolAtLocation(services.esTreeNodeToTSNodeMap.get(node));

    /** `win.Something.prototype` at start-up names a place to put a shim, and reads no state. */
    const startsAtWindow = (node) =>
      node.type === "Identifier"
        ? node.name === "win"
        : node.type === "MemberExpression" && startsAtWindow(node.object);

    return {
      "Program:exit"(program) {
        for (const reference of context.sourceCode.getScope(program).through) {
          const { identifier, isTypeReference } = reference;
          if (isTypeReference || PLAIN.has(identifier.name)) continue;
          context.report({
            node: identifier,
            messageId: "global",
            data: { name: identifier.name },
          });
        }
      },
      "CallExpression > MemberExpression.callee"(node) {
        const symbol = symbolOf(node.property);
        if (!isOfLibrary(symbol)) return;
        context.report({
          node,
          messageId: "method",
          data: { name: context.sourceCode.getText(node) },
        });
      },
      "MemberExpression:not(CallExpression > .callee)"(node) {
        if (node.computed || startsAtWindow(node)) return;
        const symbol = symbolOf(node.property);
        if (!isOfLibrary(symbol) || isPlainData(checker, services, node)) return;
        context.report({
          node,
          messageId: "property",
          data: { name: context.sourceCode.getText(node) },
        });
      },
    };
  },
};

/** Own data of strings, lists and descriptors: nobody else can answer for it. */
function isPlainData(checker, services, node) {
  const found = checker.getTypeAtLocation(services.esTreeNodeToTSNodeMap.get(node.object));
  const type = checker.getNonNullableType(found);
  if (node.property.name === "length") return true;
  return type.symbol?.name === "PropertyDescriptor";
}
