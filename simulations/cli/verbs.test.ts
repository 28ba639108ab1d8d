import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { saleNumbers } from '../numbers.fixture.ts';
import { analyseVerb } from './analyse-verb.ts';
import { checkVerb } from './check-verb.ts';
import { convertVerb } from './convert-verb.ts';
import { scoreVerb } from './score-verb.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const sale = file('sale.json', JSON.stringify(saleNumbers()));
const settlement = JSON.stringify({ price: 'high', weeks: 0, warranty: 'full' });

function said(verb: typeof checkVerb, ...words: string[]): { lines: string[]; well: boolean } {
  const lines: string[] = [];
  const well = verb(words, { print: (line) => lines.push(line), remark: () => {} });
  return { lines, well };
}

describe('the command line', () => {
  it('analyses: one JSON object, or words, and a picture', () => {
    const [json = ''] = said(analyseVerb, sale, '--json').lines;
    expect(JSON.parse(json)).toMatchObject({
      outcomes: 30,
      roles: ['buyer', 'seller'],
      maxJointSurplus: 55,
      frontier: { count: 9 },
    });
    const plot = join(folder, 'sale.svg');
    expect(said(analyseVerb, sale, '--plot', plot).lines.join('\n')).toContain('Nash');
    expect(readFileSync(plot, 'utf8')).toMatch(/^<svg[\s\S]*<\/svg>\n$/u);
  });

  it('scores packages and no agreement', () => {
    const [json = ''] = said(scoreVerb, sale, '--package', settlement, '--json').lines;
    expect(JSON.parse(json)).toMatchObject({
      agreed: true,
      signed: ['buyer', 'seller'],
      created: 1,
      roundScore: [100, 100],
    });
    expect(said(scoreVerb, sale, '--no-agreement').lines[0]).toBe('No agreement');
  });

  it.each<[string, string[]]>([
    ['either --package', []],
    ['JSON object', ['--package', '[1]']],
    ['no agreement on this case', ['--package', '{}']],
    ['no agreement on this case', ['--package', settlement, '--signed', 'buyer']],
    ['Unknown option', ['--pakage', settlement]],
    ['0 to 1', ['--package', settlement, '--value-weight', 'much']],
  ])('complains: %s', (sentence, words) => {
    expect(() => said(scoreVerb, sale, ...words)).toThrow(sentence);
  });

  it('checks many files at once, and goes on after one that cannot be read', () => {
    const broken = file('broken.json', '{"issues": [');
    const faulty = file(
      'faulty.yaml',
      'issues: [{id: a, options: [x, x]}]\nroles: [{id: p, reservationPoints: 0, points: {a: [1]}}, {id: q, reservationPoints: 0, points: {}}]\n',
    );
    const { lines, well } = said(checkVerb, broken, faulty, sale, join(folder, 'absent.yaml'));
    expect(well).toBe(false);
    expect(lines.map((line) => line.replace(folder, '').slice(0, 24))).toEqual([
      '/broken.json: Unexpected',
      '/faulty.yaml: 3 faults',
      '  issues[0].options[1]: ',
      '  roles[0].points.a: 1 p',
      '  roles[1].points.a: no ',
      '/sale.json: in order',
      '/absent.yaml: no such fi',
    ]);
  });

  it('refuses alias bombs and files of 10 MB', () => {
    const layers = Array.from(
      { length: 9 },
      (_, k) => `l${k}: &l${k} [${Array.from({ length: 9 }, () => (k === 0 ? 'x' : `*l${k - 1}`)).join(',')}]`,
    );
    expect(said(checkVerb, file('bomb.yaml', layers.join('\n'))).lines[0]).toContain('alias');
    expect(said(checkVerb, file('large.json', ' '.repeat(10_000_000))).lines[0]).toContain('at most 4 MB');
  });

  it('converts there and back, and never over something', () => {
    for (const format of ['genius', 'negmas']) {
      const out = join(folder, format);
      said(convertVerb, sale, '--to', format, '--out', out);
      expect(readdirSync(out).length).toBeGreaterThanOrEqual(3);
      expect(JSON.parse(said(convertVerb, out, '--to', 'parley').lines.join('\n'))).toEqual(saleNumbers());
      expect(() => said(convertVerb, sale, '--to', format, '--out', out)).toThrow('not empty');
    }
  });
});
