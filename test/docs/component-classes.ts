import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** What the source of a component class says. */
export interface ComponentClass {
  readonly name: string;
  readonly folder: string;
  /** Its comment, without the comment's marks. */
  readonly doc: string;
  /** Type token that it passes to the base class. */
  readonly token: string;
  /** Last statement of its constructor. */
  readonly last: string;
}

/** The component classes of a folder's sources, or of one source. */
export function componentClasses(from: string | ts.SourceFile): ComponentClass[] {
  if (typeof from !== "string") {
    return from.statements.filter(isComponent).map((declaration) => classOf(declaration, from));
  }
  return readdirSync(from)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.join(from, file))
    .map((file) => ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true))
    .flatMap((source) => componentClasses(source));
}

function isComponent(statement: ts.Statement): statement is ts.ClassDeclaration {
  return (
    ts.isClassDeclaration(statement) &&
    (statement.heritageClauses ?? []).some((clause) =>
      /^extends (Component|IsolatedPods|pulumi\.\w+)$/.test(clause.getText()),
    ) &&
    !(statement.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword)
  );
}

function classOf(declaration: ts.ClassDeclaration, source: ts.SourceFile): ComponentClass {
  const constructor = declaration.members.find(ts.isConstructorDeclaration);
  return {
    name: declaration.name?.text ?? "",
    folder: path.basename(path.dirname(source.fileName)),
    doc: commentOf(declaration, source),
    ...(constructor === undefined ? { token: "", last: "" } : constructorOf(constructor)),
  };
}

function constructorOf(constructor: ts.ConstructorDeclaration): Pick<ComponentClass, "token" | "last"> {
  return {
    token: /super\(\s*"([^"]*)"/.exec(constructor.getText())?.[1] ?? "",
    last: constructor.body?.statements.at(-1)?.getText() ?? "",
  };
}

function commentOf(declaration: ts.ClassDeclaration, source: ts.SourceFile): string {
  const range = ts.getLeadingCommentRanges(source.text, declaration.pos)?.at(-1);
  const text = range === undefined ? "" : source.text.slice(range.pos, range.end);
  return text.replace(/^\s*(\/\*\*|\*\/|\*) ?/gm, "");
}
