import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import ts from "typescript";

// `tsx scripts/package/api-report.ts [--check]`: writes all types that a user of the built package can meet into
// docs/api-report.md, so that a review sees each change of them. API Extractor would put the generated types of both pins into
// its report, which is then mostly those, and has no way to leave them out.

const report = "docs/api-report.md";
const entry = resolve("dist/index.d.ts");
const built = resolve("dist").replaceAll("\\", "/");
const program = ts.createProgram([entry], { module: ts.ModuleKind.NodeNext, noLib: true, types: [] });
const checker = program.getTypeChecker();
const printer = ts.createPrinter({ removeComments: true });

const text = reportText();
if (!process.argv.includes("--check")) {
  writeFileSync(report, text);
} else if (!existsSync(report) || readFileSync(report, "utf8") !== text) {
  console.error(
    `${report} differs from the types of the build: run \`npm run api:report\`, and review what it changes`,
  );
  process.exitCode = 1;
}

function reportText(): string {
  const exported = new Set(exportsOf(entry));
  const used = [...withAllUsed(exported)].filter((symbol) => !exported.has(symbol));
  return `# The public types

\`npm run api:report\` writes this page from the build. A change here is a change that users can notice. The types of the pins are not
in it: \`npm run spec:diff\` compares those.

## Exported

\`\`\`typescript
${listed([...exported])}
\`\`\`

## What those are made of

\`\`\`typescript
${listed(used)}
\`\`\`
`;
}

function exportsOf(file: string): ts.Symbol[] {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${relative(".", file)} is missing: run \`npm run build\` first`);
  return checker.getExportsOfModule(module).map(withoutAlias);
}

/** Adds to symbols those that their declarations name, and so on. */
function withAllUsed(symbols: ReadonlySet<ts.Symbol>): Set<ts.Symbol> {
  const reached = new Set(symbols);
  const visit = (node: ts.Node): void => {
    if (ts.isTupleTypeNode(node)) ts.setEmitFlags(node, ts.EmitFlags.SingleLine);
    const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    const meant = symbol && withoutAlias(symbol);
    if (meant && ownStatements(meant).length > 0) reached.add(meant);
    ts.forEachChild(node, visit);
  };
  // A set is walked in the order of insertion, so what is added here is visited too.
  for (const symbol of reached) ownStatements(symbol).forEach(visit);
  return reached;
}

/** Returns the statements of the build that declare a symbol: members, type parameters and foreign types have none. */
function ownStatements(symbol: ts.Symbol): ts.Node[] {
  return (symbol.declarations ?? [])
    .map((declaration) => (ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration))
    .filter(({ parent }) => ts.isSourceFile(parent) && parent.fileName.startsWith(`${built}/`));
}

function withoutAlias(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function listed(symbols: readonly ts.Symbol[]): string {
  const inOrder = symbols.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return inOrder
    .map((symbol) => ownStatements(symbol).map(printed).join("\n") || `// ${symbol.name}: of a pin`)
    .join("\n\n");
}

function printed(statement: ts.Node): string {
  return printer.printNode(ts.EmitHint.Unspecified, statement, statement.getSourceFile());
}
