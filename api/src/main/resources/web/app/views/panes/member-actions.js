import { attempt, openDialog } from '../../actions/messages.js';
import { openDirect } from '../../actions/conversations.js';
import { parley } from '../../app.js';
import { t } from '../../i18n.js';
import { go, toConversation } from '../../router.js';

const RANK = { owner: 2, admin: 1, member: 0 };
const HOUR = 3_600_000;

/** What I may do about somebody here: nobody moves against their equals. */
export function memberActions({ user, role, muted_until }, conversation) {
  const { id, me } = conversation;
  const isAbove = RANK[me?.role] > RANK[role];
  const isOwner = me?.role === 'owner';
  const isMuted = muted_until && new Date(muted_until).getTime() > Date.now();
  const setRole = (next) => () => attempt(() => parley.participants.setRole(id, user.id, next));
  const mute = (until) => () => attempt(() => parley.participants.mute(id, user.id, until));
  const ask = (kind, run) => () =>
    openDialog({ kind: 'confirm', title: t(`members.${kind}`), text: t(`members.${kind}.text`, { name: user.display_name }), label: t(`members.${kind}`), run: () => attempt(run) });
  return [
    { label: t('person.write'), icon: 'thread', run: () => attempt(async () => go(toConversation(await openDirect(user.id)))) },
    isOwner && role === 'member' && { label: t('members.promote'), icon: 'shield', run: setRole('admin') },
    isOwner && role === 'admin' && { label: t('members.demote'), icon: 'people', run: setRole('member') },
    isOwner && { label: t('members.hand_over'), icon: 'forward', run: ask('hand_over', () => parley.participants.setRole(id, user.id, 'owner')) },
    isAbove && !isMuted && { label: t('members.mute'), icon: 'mute', run: mute(new Date(Date.now() + HOUR).toISOString()) },
    isAbove && isMuted && { label: t('members.unmute'), icon: 'bell', run: mute(null) },
    isAbove && { label: t('members.remove'), icon: 'logout', tone: 'alarm', run: ask('remove', () => parley.participants.remove(id, user.id)) },
    isAbove && { label: t('members.ban'), icon: 'shield', tone: 'alarm', run: ask('ban', () => parley.participants.ban(id, user.id)) },
  ];
}
