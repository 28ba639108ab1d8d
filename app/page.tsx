// The first page: join with a code, go back to where one was, or host.
import { StartPage } from './start/start-page.tsx';
import { Words } from './words/words.tsx';

export default function Start() {
  return (
    <Words areas={['join']}>
      <StartPage code="" />
    </Words>
  );
}
