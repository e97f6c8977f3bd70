import { resolve } from "node:path";
import ts from "typescript";
import { repository } from "./workspace.ts";

/** What an editor shows of a few files. They stand beside the folders of this repository, in memory. */
export interface EditorView {
  /** The names that are struck through, as `<line>: <name> is deprecated`. */
  readonly deprecated: (file: string) => string[];
  /** The names that are struck through in the completions behind a text. */
  readonly struckCompletions: (file: string, before: string) => string[];
  /** The tags and the text of the hover over the first occurrence of a name. */
  readonly tagsAt: (file: string, name: string) => string[];
  readonly textAt: (file: string, name: string) => string;
}

export function editorOver(contents: Readonly<Record<string, string>>): EditorView {
  const pathOf = (name: string): string => resolve(repository, "editor", name);
  const files = new Map(Object.entries(contents).map(([name, content]) => [pathOf(name), content]));
  const read = (file: string): string | undefined => files.get(file) ?? ts.sys.readFile(file);
  const { config } = ts.readConfigFile(resolve(repository, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, repository);
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({ ...options, types: [] }),
    getScriptFileNames: () => [...files.keys()],
    getScriptVersion: () => "1",
    getScriptSnapshot: (file) => {
      const content = read(file);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => repository,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (file) => files.has(file) || ts.sys.fileExists(file),
    readFile: read,
    directoryExists: (folder) => folder === pathOf("") || ts.sys.directoryExists(folder),
  });
  const contentOf = (file: string): string => files.get(pathOf(file)) ?? "";
  const hover = (file: string, name: string): ts.QuickInfo | undefined =>
    service.getQuickInfoAtPosition(pathOf(file), contentOf(file).lastIndexOf(`.${name}`) + 1);
  return {
    deprecated: (file) => {
      const errors = service.getSemanticDiagnostics(pathOf(file)).map(({ messageText }) => messageText);
      if (errors.length > 0) throw new Error(`${file} does not compile: ${JSON.stringify(errors)}`);
      const reported = service.getSuggestionDiagnostics(pathOf(file)).filter((each) => each.reportsDeprecated);
      return reported.map(({ start, messageText }) => {
        const line = contentOf(file).slice(0, start).split("\n").length;
        return `${line}: ${ts.flattenDiagnosticMessageText(messageText, " ").replace(/^'(.*)' (.*)\.$/, "$1 $2")}`;
      });
    },
    struckCompletions: (file, before) => {
      const position = contentOf(file).indexOf(before) + before.length;
      const entries = service.getCompletionsAtPosition(pathOf(file), position, {})?.entries ?? [];
      return entries.filter((each) => each.kindModifiers?.includes("deprecated")).map(({ name }) => name);
    },
    tagsAt: (file, name) =>
      (hover(file, name)?.tags ?? []).map((tag) => `@${tag.name} ${ts.displayPartsToString(tag.text)}`),
    textAt: (file, name) => ts.displayPartsToString(hover(file, name)?.documentation),
  };
}
