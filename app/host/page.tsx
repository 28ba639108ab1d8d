// Hosting a session.
import { HostPage } from '../console/host-page.tsx';
import { Words } from '../words/words.tsx';

export default function Page() {
  return (
    <Words areas={['console', 'debrief']}>
      <HostPage />
    </Words>
  );
}
