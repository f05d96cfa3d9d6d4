import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { person, skip, timeout } from './people.js';

// Every call reaches the path that the contract gives it, and answers what the contract says.
describe('each call of a running system', { skip, timeout }, () => {
  let ada, bob, adaId, bobId, group, message;

  before(async () => {
    const [one, two] = [await person('ada'), await person('bob')];
    await Promise.all([one.register(), two.register()]);
    [ada, bob] = [one.parley, two.parley];
    [adaId, bobId] = [ada.user.id, bob.user.id];
    ada.leave = one.leave;
    bob.leave = two.leave;
    group = await ada.conversations.create({ participant_ids: [bobId], name: 'The room' });
    message = await ada.send(group.id, { content: 'Hello @nobody' }).sent;
  }, { timeout });

  after(() => Promise.all([ada?.leave(), bob?.leave()]));

  const ids = ({ items }) => items.map(({ id }) => id);

  test('about the own account', async () => {
    const me = await ada.account.change({ display_name: 'Ada', bio: 'Counts' });
    assert.equal(me.display_name, 'Ada');
    assert.equal((await ada.account.me()).bio, 'Counts');
    await ada.setStatus('dnd', 'Thinking');
    assert.equal((await ada.account.me()).status, 'dnd');
    const sessions = await ada.account.sessions();
    assert.equal(sessions.items.filter(({ current }) => current).length, 1);
    const wrong = ada.account.changePassword('not this one', 'correct horse battery');
    await assert.rejects(wrong, { status: 403, code: 'invalid_credentials' });
    await assert.rejects(ada.account.delete('not this one'), { code: 'invalid_credentials' });
    await ada.account.resendVerification();
    await ada.recovery.requestReset('nobody@example.com');
    const pixel = new Blob([onePixel()], { type: 'image/png' });
    assert.ok((await ada.account.setAvatar(pixel, { fileName: 'me.png' })).avatar_url);
    await ada.account.removeAvatar();
    const archive = await (await ada.account.export()).arrayBuffer();
    assert.equal(Buffer.from(archive).subarray(0, 2).toString(), 'PK');
  });

  test('about users, friends and blocks', async () => {
    assert.equal((await ada.users.get(bobId)).id, bobId);
    assert.ok(ids(await ada.users.search(bob.user.username)).includes(bobId));
    assert.ok(Array.isArray((await ada.users.online()).items));
    await ada.friends.request(bobId);
    const { incoming } = await bob.friends.requests();
    await bob.friends.accept(incoming[0].id);
    assert.equal((await ada.friends.list()).items.length, 1);
    await ada.friends.remove(bobId);
    const request = await ada.friends.request(bobId);
    await ada.friends.withdraw(request.id);
    await ada.blocks.add(bobId);
    assert.equal((await ada.blocks.list()).items.length, 1);
    await ada.blocks.remove(bobId);
  });

  test('about conversations', async () => {
    assert.ok(ids(await ada.conversations.list({ limit: 5 })).includes(group.id));
    const each = [];
    for await (const { id } of ada.conversations.each({ limit: 1 })) each.push(id);
    assert.ok(each.includes(group.id));
    assert.ok((await bob.conversations.unread()).total >= 1);
    assert.equal((await ada.conversations.get(group.id)).me.role, 'owner');
    const renamed = await ada.conversations.change(group.id, { name: 'Our room', visibility: 'public' });
    assert.equal(renamed.name, 'Our room');
    assert.ok(Array.isArray((await ada.conversations.discover('room')).items));
    await assert.rejects(ada.conversations.direct(bobId), { status: 404 });
    const direct = await ada.conversations.create({ participant_ids: [bobId] });
    assert.equal((await ada.conversations.direct(bobId)).id, direct.id);
    await ada.conversations.set(group.id, { pinned: true, notifications: 'mentions' });
    assert.equal((await ada.conversations.get(group.id)).me.pinned, true);
    assert.ok(Array.isArray((await ada.conversations.online(group.id)).items));
    const { items } = await ada.conversations.events(group.id, 0);
    assert.deepEqual(items.map(({ seq }) => seq), items.map((_, i) => i + 1));
    const pixel = new Blob([onePixel()], { type: 'image/png' });
    assert.ok((await ada.conversations.setAvatar(group.id, pixel)).avatar_url);
    await ada.conversations.removeAvatar(group.id);
  });

  test('about participants and invites', async () => {
    assert.equal((await ada.participants.list(group.id)).items.length, 2);
    await ada.participants.setRole(group.id, bobId, 'admin');
    await ada.participants.setRole(group.id, bobId, 'member');
    await ada.participants.mute(group.id, bobId, '2100-01-01T00:00:00Z');
    await assert.rejects(bob.send(group.id, { content: 'mm' }).sent, { code: 'muted' });
    bob.discard(bob.outbox()[0].client_id);
    await ada.participants.mute(group.id, bobId, null);
    await ada.participants.ban(group.id, bobId);
    assert.equal((await ada.participants.banned(group.id)).items.length, 1);
    await ada.participants.unban(group.id, bobId);
    const invite = await ada.invites.create(group.id, { max_uses: 3 });
    assert.equal((await ada.invites.list(group.id)).items.length, 1);
    assert.ok(await bob.invites.preview(invite.code));
    await bob.invites.accept(invite.code);
    await ada.invites.revoke(group.id, invite.code);
    await bob.conversations.leave(group.id);
    await bob.conversations.join(group.id);
    await ada.participants.remove(group.id, bobId);
    assert.equal((await ada.participants.add(group.id, [bobId])).items.length, 1);
  });

  test('about messages', async () => {
    assert.equal((await ada.messages.get(message.id)).content, 'Hello @nobody');
    const reply = await bob.send(group.id, { content: `@${ada.user.username} yes`, reply_to: message.id }).sent;
    assert.equal(reply.reply_to.id, message.id);
    assert.deepEqual(ids(await ada.messages.replies(message.id)), [reply.id]);
    assert.ok(ids(await ada.messages.mentions()).length >= 1);
    await ada.messages.edit(message.id, 'Hello everybody');
    assert.equal((await ada.messages.edits(message.id)).items.length, 1);
    assert.equal((await bob.messages.react(message.id, '👍')).items[0].emoji, '👍');
    await bob.messages.unreact(message.id, '👍');
    await ada.messages.pin(message.id);
    assert.deepEqual(ids(await ada.conversations.pins(group.id)), [message.id]);
    await ada.messages.unpin(message.id);
    const direct = await ada.conversations.direct(bobId);
    assert.equal((await ada.messages.forward(message.id, [direct.id])).items.length, 1);
    bob.read(group.id, reply.seq);
    assert.equal((await ada.messages.receipts(message.id)).items.length, 1);
    const page = await ada.messages.list(group.id, { around: message.id, limit: 3 });
    assert.ok(ids(page).includes(message.id));
    assert.ok(Array.isArray((await ada.messages.search({ q: 'everybody' })).items));
    await bob.messages.report({ message_id: message.id, reason: 'spam' });
    await bob.messages.delete(message.id, 'me');
    await assert.rejects(bob.messages.get(message.id), { status: 404 });
    await ada.messages.delete(message.id);
    assert.ok((await ada.messages.get(message.id)).deleted_at);
  });

  test('of an administrator is refused to others', async () => {
    const calls = ['stats', 'users', 'reports', 'audit'].map((name) => ada.admin[name]());
    for (const { status, reason } of await Promise.allSettled(calls)) {
      assert.equal(status, 'rejected');
      assert.deepEqual([reason.status, reason.code], [403, 'forbidden']);
    }
    for (const call of [
      () => ada.admin.suspend(bobId, 'why not'),
      () => ada.admin.restore(bobId),
      () => ada.admin.resolve(message.id, 'none'),
      () => ada.admin.deleteMessage(message.id),
    ]) {
      await assert.rejects(call(), { status: 403 });
    }
    assert.ok((await ada.system.stats()).users >= 2);
  });

  test('ends with the conversation, and with the account', async () => {
    await ada.conversations.delete(group.id);
    await assert.rejects(bob.conversations.get(group.id), { status: 404 });
    await bob.account.delete('correct horse battery');
    assert.equal((await ada.users.get(bobId)).deleted, true);
    assert.ok(adaId);
  });
});

/** The smallest PNG that is a picture. */
function onePixel() {
  const base64 =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
