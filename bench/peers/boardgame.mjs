// boardgame.io: a game of two in which either may offer at any time, with a view of their own for each. Keeps state in memory.
import { createRequire } from 'node:module';
import { answering } from '../ground/answering.ts';
import { usageAnswers } from '../servers/usage.ts';

const require = createRequire(import.meta.url);
const { ActivePlayers } = require('boardgame.io/core');
const { Server } = require('boardgame.io/server');

const offers = {
  name: 'offers',
  setup: () => ({ last: null, points: { 0: 41, 1: 57 } }),
  // What only one may know is taken out of the other's view: the same job as ours.
  playerView: ({ G, playerID }) => ({ last: G.last, points: { [playerID]: G.points[playerID] } }),
  moves: {
    offer: ({ G }, offer) => {
      G.last = offer;
    },
  },
  turn: { activePlayers: ActivePlayers.ALL },
  disableUndo: true,
};

const server = Server({ games: [offers], origins: [/.*/] });
const { appServer } = await server.run({ port: 0, callback: () => undefined });
answering({ ...usageAnswers(), port: () => appServer.address().port });
