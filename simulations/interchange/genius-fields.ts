// Fields that GENIUS files share: names of elements and attributes, and numbers in them.
// Pure. Knows one element at a time, nothing of whole cases.
import { childrenNamed, InterchangeRefusal, type XmlElement } from './xml.ts';

/** A file with its parsed root; `name` is its file name without folder, for messages and for roles without a name. */
export type GeniusFile = { name: string; root: XmlElement };

/** An attribute that must be there. */
export function attribute(file: string, element: XmlElement, name: string): string {
  const value = element.attributes[name];
  if (value === undefined) throw refusal(file, element, `<${element.name}> has no ${name}`);
  return value;
}

/** An attribute that must be a finite number. */
export function numberIn(file: string, element: XmlElement, name: string): number {
  const text = attribute(file, element, name);
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw refusal(file, element, `${name} "${text}" of <${element.name}> is not a number`);
  return value;
}

/** A refusal that names file and line. */
export function refusal(file: string, element: XmlElement, message: string): InterchangeRefusal {
  return new InterchangeRefusal(`${file}, line ${element.line}`, message);
}

/** The <utility_space> of a domain (inside <negotiation_template>) or of a profile (the root itself). */
export function utilitySpaceOf({ name, root }: GeniusFile): XmlElement {
  if (root.name === 'utility_space') return root;
  const [inner] = childrenNamed(root, 'utility_space');
  if (root.name !== 'negotiation_template' || inner === undefined) {
    throw refusal(name, root, `<${root.name}> is neither a GENIUS domain nor a utility space`);
  }
  return inner;
}

/** What holds issues and weights: the one <objective>, or in old files the utility space itself. */
export function objectiveOf(file: GeniusFile): XmlElement {
  const space = utilitySpaceOf(file);
  const [objective] = childrenNamed(space, 'objective');
  if (objective) return objective;
  if (childrenNamed(space, 'issue').length > 0) return space;
  throw refusal(file.name, space, 'has no <objective>');
}

/** Issues by their `index`. Trees of objectives are refused. */
export function issuesIn(file: GeniusFile): XmlElement[] {
  const [, ...others] = childrenNamed(utilitySpaceOf(file), 'objective');
  const objective = objectiveOf(file);
  const nested = [...others, ...childrenNamed(objective, 'objective')];
  if (nested[0]) throw refusal(file.name, nested[0], 'objectives within objectives are not supported');
  const issues = childrenNamed(objective, 'issue');
  if (issues.length === 0) throw refusal(file.name, objective, 'has no <issue>');
  return [...issues].sort((left, right) => numberIn(file.name, left, 'index') - numberIn(file.name, right, 'index'));
}

/** discrete, integer or real: GENIUS writes it under three names. */
export function kindOf(file: string, issue: XmlElement): 'discrete' | 'integer' | 'real' {
  const { type, etype, vtype } = issue.attributes;
  const kind = etype ?? type ?? vtype ?? 'discrete';
  if (kind === 'discrete' || kind === 'integer' || kind === 'real') return kind;
  throw refusal(file, issue, `issue type "${kind}" is not supported`);
}

/** The bounds of an integer or real issue: attributes of the issue, or of a <range> in it. */
export function boundsOf(file: string, issue: XmlElement): { min: number; max: number } {
  const holder = childrenNamed(issue, 'range')[0] ?? issue;
  return { min: numberIn(file, holder, 'lowerbound'), max: numberIn(file, holder, 'upperbound') };
}
