// Where the QR code leads: the first page with the code filled in.
import { StartPage } from '../../start/start-page.tsx';
import { Words } from '../../words/words.tsx';

export default async function JoinByLink({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  return (
    <Words areas={['join']}>
      <StartPage code={decodeURIComponent(code).slice(0, 20)} />
    </Words>
  );
}
