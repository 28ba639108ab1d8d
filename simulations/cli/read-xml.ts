// Parses XML strictly and without its dangers: no document types, so no entities of one's own; bounded depth and size.
// Knows the parser; nothing of negotiation.
import sax from 'sax';
import type { XmlElement } from '../interchange/xml.ts';
import { Complaint } from './complaint.ts';

const MOST_DEPTH = 50;
const MOST_ELEMENTS = 200_000;

/** The root element of a document. Complains with the line where something is malformed, or refused. */
export function readXml(file: string, text: string): XmlElement {
  const reader = sax.parser(true, { trim: true, position: true });
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  let elements = 0;
  const refuse = (message: string): never => {
    throw new Complaint(`${file}, line ${reader.line + 1}: ${message}`);
  };
  reader.onerror = (error) => refuse(`not well-formed: ${error.message.split('\n')[0] ?? ''}`);
  reader.ondoctype = () => refuse('document types and entities of one’s own are refused; remove the <!DOCTYPE>');
  reader.onopentag = ({ name, attributes }) => {
    if (++elements > MOST_ELEMENTS) refuse(`more than ${MOST_ELEMENTS} elements`);
    if (open.length >= MOST_DEPTH) refuse(`elements nested deeper than ${MOST_DEPTH}`);
    const texts = Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)]));
    const element: XmlElement = { name, attributes: texts, children: [], line: reader.line + 1 };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  };
  reader.onclosetag = () => {
    open.pop();
  };
  reader.write(text).close();
  return root ?? refuse('holds no element');
}
