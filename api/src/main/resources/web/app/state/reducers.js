import { conversations } from './conversations.js';
import { participants } from './participants.js';
import { people } from './people.js';
import { session } from './session.js';
import { drafting, outbox, overlay, preferences, route, typing } from './smaller.js';
import { timelines } from './timelines.js';

/** All that the client knows, by slice. */
export const reducers = {
  session,
  conversations,
  timelines,
  people,
  participants,
  outbox,
  typing,
  route,
  overlay,
  preferences,
  drafting,
};
