// The evaluations of named options in a GENIUS profile.
// Pure. Knows one issue of one profile.
import { attribute, numberIn, refusal } from './genius-fields.ts';
import { childrenNamed, type XmlElement } from './xml.ts';

/** Options of a discrete issue, each once. */
export function optionsIn(file: string, issue: XmlElement): string[] {
  return [...new Set(childrenNamed(issue, 'item').map((item) => attribute(file, item, 'value')))];
}

/**
 * Points of each option: weight · evaluation / largest evaluation. As in GENIUS, an item that stands twice counts as its last,
 * and the largest is taken over all items of the profile, also those that the domain does not list; both are noted.
 */
export function tablePoints(
  file: string,
  issue: XmlElement,
  options: readonly string[],
  weight: number,
  notes: string[],
): number[] {
  const items = childrenNamed(issue, 'item');
  const evaluations = new Map(
    items.map((item) => [attribute(file, item, 'value'), numberIn(file, item, 'evaluation')]),
  );
  const where = `${file}, line ${issue.line}`;
  if (evaluations.size < items.length) notes.push(`${where}: an item stands twice, the last one counts`);
  const strangers = [...evaluations.keys()].filter((value) => !options.includes(value));
  if (strangers.length > 0) notes.push(`${where}: ${strangers.join(', ')} is not in the domain`);
  const largest = Math.max(...evaluations.values());
  return options.map((option) => {
    const evaluation = evaluations.get(option);
    if (evaluation === undefined) throw refusal(file, issue, `has no evaluation of ${option}`);
    return largest === 0 ? 0 : (weight * evaluation) / largest;
  });
}
