// The projector's view of a session. It needs nobody's hands.
import { ScreenPage } from '../../../screen/screen-page.tsx';
import { Words } from '../../../words/words.tsx';

export default async function Page({ params }: { params: Promise<{ sessionId: string }> }) {
  const { sessionId } = await params;
  return (
    <Words areas={['screen', 'debrief']}>
      <ScreenPage key={sessionId} sessionId={sessionId} />
    </Words>
  );
}
