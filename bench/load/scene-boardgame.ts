// boardgame.io as a scene: two at a match with their credentials; the update that comes back to the sender is the ack.
import { addressOf } from './addresses.ts';
import { post } from './people.ts';
import { together, upTo } from './pool.ts';
import { countOf, type OpenScene } from './scene.ts';
import { offerBytes } from './scene-bare.ts';
import { type LoadSocket, openLoadSocket } from './socket-io.ts';

const update = Buffer.from('["update"');
type Match = { matchID: string; credentials: string; sender: LoadSocket; other: LoadSocket };

export const openBoardgame: OpenScene = async (port, tables, watch) => {
  const matches = await together(upTo(tables), 16, async (table): Promise<Match> => {
    const place = { port, localAddress: addressOf(table) };
    const { matchID } = (await post<{ matchID: string }>(place, '/games/offers/create', { numPlayers: 2 })).answer;
    const seat = async (playerID: string, heard: (updates: number) => void) => {
      const wish = { playerID, playerName: `Player ${playerID}` };
      const { answer } = await post<{ playerCredentials: string }>(place, `/games/offers/${matchID}/join`, wish);
      const onEvent = (payload: Buffer) => heard(countOf(payload, update));
      const socket = await openLoadSocket({ ...place, path: '/socket.io/', namespace: '/offers', onEvent });
      socket.emit(JSON.stringify(['sync', matchID, playerID, answer.playerCredentials, 2]));
      return { socket, credentials: answer.playerCredentials };
    };
    const sender = await seat('0', (updates) => {
      for (let n = 0; n < updates; n += 1) watch.acked(table, true);
    });
    const other = await seat('1', (updates) => updates > 0 && watch.delivered(table, updates));
    return { matchID, credentials: sender.credentials, sender: sender.socket, other: other.socket };
  });
  const frame = (table: number, n: number, text: string): string => {
    const { matchID, credentials } = matches[table] as Match;
    const payload = { type: 'offer', args: [{ n, text }], playerID: '0', credentials };
    // Every move counts the state on by one.
    return JSON.stringify(['update', { type: 'MAKE_MOVE', payload }, n, matchID, '0']);
  };
  const filling = 'x'.repeat(Math.max(0, offerBytes - frame(0, 0, '').length - 11));
  return {
    offer: (table, n) => (matches[table] as Match).sender.emit(frame(table, n, filling)),
    offerBytes: frame(0, 0, filling).length + 11,
    close: () => matches.forEach(({ sender, other }) => void [sender, other].map((socket) => socket.close())),
  };
};
