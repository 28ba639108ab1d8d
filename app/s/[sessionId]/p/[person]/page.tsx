// A participant's one page: from the house rules to the debrief. All that happens on it comes over the live connection.
import { PersonPage } from '../../../../person/person-page.tsx';
import { Words } from '../../../../words/words.tsx';

const areas = ['rules', 'table', 'brief', 'bargain', 'sign', 'reflect', 'debrief'] as const;

export default async function Page({ params }: { params: Promise<{ sessionId: string; person: string }> }) {
  const { sessionId, person } = await params;
  return (
    <Words areas={areas}>
      <PersonPage key={person} sessionId={sessionId} person={person} />
    </Words>
  );
}
