/** Every sentence the server can say in the detail of a problem, read from its source: what a test holds the Chinese words against. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A sentence with `{}` where a value stands, and where it is said. */
export interface Sentence { readonly text: string; readonly where: string }

const problemClass = /Problem$/;
/** Functions that make a problem of a sentence: the place of the sentence among their arguments, and how they frame it. */
const makers: Readonly<Record<string, { readonly at: number; readonly frame: (text: string) => string }>> = {
  notFound: { at: 0, frame: (text) => `There is no ${text}.` },
};

/** The texts an expression can be, `{}` for what is not written out. */
function textsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node)) return textsOf(node.expression);
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) return textsOf(node.left).flatMap((left) => textsOf(node.right).map((right) => left + right));
  if (ts.isTemplateExpression(node)) return node.templateSpans.reduce<string[]>((heads, { expression, literal }) => heads.flatMap((head) => partsOf(expression).map((part) => head + part + literal.text)), [node.head.text]);
  return ['{}'];
}

/** Inside a template: a choice between written texts is each of them, anything else a value. */
function partsOf(node: ts.Expression): string[] {
  const inner = ts.isParenthesizedExpression(node) ? node.expression : node;
  return ts.isConditionalExpression(inner) ? textsOf(inner) : ['{}'];
}

function detailOf(args: readonly ts.Expression[]): ts.Expression | undefined {
  const second = args[1];
  if (!second || !ts.isObjectLiteralExpression(second)) return second;
  const found = second.properties.find((property): property is ts.PropertyAssignment => ts.isPropertyAssignment(property) && property.name.getText() === 'detail');
  return found?.initializer;
}

function sentencesOf(node: ts.Node): string[] {
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && problemClass.test(node.expression.text)) { const detail = detailOf(node.arguments ?? []); return detail ? textsOf(detail) : []; }
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return [];
  const { text: name } = node.expression;
  if (name === 'problemDocument') { const detail = detailOf(node.arguments); return detail ? textsOf(detail) : []; }
  const maker = makers[name];
  const argument = maker && node.arguments[maker.at];
  return maker && argument ? textsOf(argument).map(maker.frame) : [];
}

/** The sentences of the TypeScript files under some folders of `root`. */
export function problemSentences(root: string, folders: readonly string[]): Sentence[] {
  const found: Sentence[] = [];
  const paths = folders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => join(folder, name)));
  for (const path of paths.sort()) {
    const file = ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.ESNext, true);
    const visit = (node: ts.Node): void => {
      for (const text of sentencesOf(node)) found.push({ text, where: `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}` });
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}
