// Where private links lead. The secret stands in the fragment, so this server part never sees it.
import { Words } from '../words/words.tsx';
import { Exchange } from './exchange.tsx';

export default function LinkPage() {
  return (
    <Words areas={['join']}>
      <Exchange />
    </Words>
  );
}
