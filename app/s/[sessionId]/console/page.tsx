// The facilitator's console. All that happens on it comes over the live connection.
import { ConsolePage } from '../../../console/console-page.tsx';
import { Words } from '../../../words/words.tsx';

export default async function Page({ params }: { params: Promise<{ sessionId: string }> }) {
  const { sessionId } = await params;
  return (
    <Words areas={['console', 'debrief']}>
      <ConsolePage key={sessionId} sessionId={sessionId} />
    </Words>
  );
}
