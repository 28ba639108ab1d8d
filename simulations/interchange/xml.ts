// XML as a tree of elements and attributes, and its way onto paper. Reading is done by a parser outside this room.
// Pure. Knows markup, nothing of negotiation.

/** One element; `line` is where it starts in its file, for messages. Text between elements is left out. */
export type XmlElement = { name: string; attributes: Record<string, string>; children: XmlElement[]; line: number };

/** Something that keeps a file from being read or a case from being written; `where` names file and line or path. */
export class InterchangeRefusal extends Error {
  readonly where: string;

  constructor(where: string, message: string) {
    super(message);
    this.where = where;
  }
}

/** An element to be written. */
export function element(
  name: string,
  attributes: Record<string, string | number>,
  children: XmlElement[] = [],
): XmlElement {
  const texts = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)]));
  return { name, attributes: texts, children, line: 0 };
}

/** Children of one name, in order. */
export function childrenNamed(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((child) => child.name === name);
}

/** A document with one element a line. Characters that XML cannot carry are refused. */
export function writtenXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${linesOf(root, '').join('\n')}\n`;
}

function linesOf({ name, attributes, children }: XmlElement, indent: string): string[] {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  if (children.length === 0) return [`${indent}<${name}${written.join('')}/>`];
  return [
    `${indent}<${name}${written.join('')}>`,
    ...children.flatMap((child) => linesOf(child, `${indent}  `)),
    `${indent}</${name}>`,
  ];
}

/** Line ends and tabs are written as references, since parsers may turn them into blanks inside attributes. */
function escaped(text: string): string {
  const marks: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '\n': '&#10;',
    '\r': '&#13;',
    '\t': '&#9;',
  };
  const unfit = Array.from(text).find(
    (sign) => (sign < ' ' && !(sign in marks)) || sign === '\uFFFE' || sign === '\uFFFF',
  );
  if (unfit !== undefined)
    throw new InterchangeRefusal(JSON.stringify(text), 'holds a character that XML cannot carry');
  return text.replace(/[&<>"\n\r\t]/gu, (sign) => marks[sign] ?? sign);
}
