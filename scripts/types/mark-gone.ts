import ts from "typescript";
import { gonePlaces } from "./gone-places.ts";
import { parseTypes, typesProgram } from "./types-program.ts";

/** One replacement in a text. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Returns the types with a note on everything that the next pin no longer has: `@deprecated Gone in the pin <name>.`, which
 * editors strike through and linters report. A value of several has no declaration that could carry a tag: the comment of
 * its field names it instead.
 */
export function markGone(types: string, nextTypes: string, pin: string): string {
  const [now, next] = [parseTypes(types), parseTypes(nextTypes, "next")];
  const edits: Edit[] = [];
  for (const [declaration, { isGone, values }] of gonePlaces(typesProgram(now, next), now, next)) {
    const list = values.length > 0 ? `: ${values.join(", ").replaceAll("*/", "*\\/")}` : "";
    edits.push(noteOn(declaration, now, `${isGone ? "@deprecated " : ""}Gone in the pin ${pin}${list}.`));
  }
  edits.sort((a, b) => a.start - b.start);
  let marked = "";
  let position = 0;
  for (const { start, end, text } of edits) {
    marked += types.slice(position, start) + text;
    position = end;
  }
  return marked + types.slice(position);
}

/** Adds a line to the comment of a declaration, above its tags, which would otherwise swallow it. */
function noteOn(declaration: ts.PropertySignature, file: ts.SourceFile, note: string): Edit {
  const start = declaration.getStart(file);
  const indent = " ".repeat(file.getLineAndCharacterOfPosition(start).character);
  const comment = ts.getJSDocCommentsAndTags(declaration).find(ts.isJSDoc);
  if (!comment) return { start, end: start, text: `/** ${note} */\n${indent}` };
  const own = comment.tags?.find(({ tagName }) => tagName.text === "deprecated");
  if (own && note.startsWith("@")) return { start: own.getStart(file), end: own.tagName.end, text: note };
  const tag = comment.tags?.[0]?.getStart(file) ?? comment.end - "*/".length;
  const text = file.text.slice(comment.getStart(file) + "/**".length, comment.end - "*/".length);
  if (!text.includes("\n")) {
    const tagInText = tag - comment.getStart(file) - "/**".length;
    const lines = [text.slice(0, tagInText).trim(), note, text.slice(tagInText).trim()].filter((line) => line !== "");
    const body = ["/**", ...lines.map((line) => ` * ${line}`), " */"].join(`\n${indent}`);
    return { start: comment.getStart(file), end: comment.end, text: body };
  }
  if (comment.tags) return { start: tag, end: tag, text: `${note}\n${indent} * ` };
  return { start: tag, end: tag, text: `* ${note}\n${indent} ` };
}
