/** Everybody who was heard of, by id. A message's sender says less of somebody than a User does;
 * what is known stays.
 * @param {Record<string, any>} slice */
export function people(slice = {}, event) {
  switch (event.type) {
    case 'session.ended':
      return {};
    case 'session.began':
    case 'me.loaded':
      return withPeople(slice, [event.user]);
    case 'people.loaded':
      return withPeople(slice, event.items);
    case 'conversations.loaded':
      return withPeople(slice, event.items.flatMap(inConversation));
    case 'conversation.loaded':
      return withPeople(slice, inConversation(event.conversation));
    case 'conversation.joined':
      return withPeople(slice, inConversation(event.data));
    case 'timeline.loaded':
      return withPeople(slice, event.page.items.map(({ sender }) => sender));
    case 'participants.loaded':
      return withPeople(slice, event.items.map(({ user }) => user));
    case 'message.created':
      return withPeople(slice, [event.data.sender]);
    case 'participant.added':
    case 'friend.requested':
    case 'friend.accepted':
      return withPeople(slice, [event.data.user]);
    case 'user.updated':
      return withPeople(slice, [event.data]);
    case 'presence.changed': {
      const { user_id, ...presence } = event.data;
      return slice[user_id] ? { ...slice, [user_id]: { ...slice[user_id], ...presence } } : slice;
    }
    default:
      return slice;
  }
}

function inConversation({ peer, last_message }) {
  return [peer, last_message?.sender];
}

function withPeople(slice, users) {
  const fresh = users.filter((user) => user && differs(slice[user.id], user));
  if (fresh.length === 0) return slice;
  const next = { ...slice };
  for (const user of fresh) next[user.id] = { ...next[user.id], ...user };
  return next;
}

function differs(known, user) {
  return !known || Object.keys(user).some((name) => known[name] !== user[name]);
}
