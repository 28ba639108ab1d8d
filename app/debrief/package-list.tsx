'use client';
// A package in words, issue by issue.
import type { Issue, Package } from '../../simulations/schema.ts';
import { choiceWords } from './choice-words.ts';
import { useSpeech } from './use-speech.ts';

export function PackageList({ issues, settlement }: { issues: readonly Issue[]; settlement: Package }) {
  const speech = useSpeech();
  return (
    <dl className="divide-y divide-line border-y border-line text-18">
      {issues.map((issue) => (
        <div key={issue.id} className="flex flex-wrap items-baseline justify-between gap-x-6 py-2">
          <dt className="text-soft">{speech.say(issue.name)}</dt>
          <dd className="font-semibold">{choiceWords(issue, settlement[issue.id], speech)}</dd>
        </div>
      ))}
    </dl>
  );
}
