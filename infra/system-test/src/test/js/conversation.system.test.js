import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ParleyProblem } from '../../../../../api/src/main/resources/web/sdk/parley.js';
import { live, next, notebook, person, skip, timeout } from './people.js';

describe('with a running system', { skip, timeout }, () => {
  let ada, bob, room;

  before(async () => {
    [ada, bob] = [await person('ada'), await person('bob')];
    await Promise.all([ada.register(), bob.register()]);
    ada.notes = notebook(ada.parley);
    bob.notes = notebook(bob.parley);
    await Promise.all([live(ada.parley), live(bob.parley)]);
    const members = { participant_ids: [bob.parley.user.id], name: 'The room' };
    room = (await ada.parley.conversations.create(members)).id;
    // A conversation begins for both with its first event.
    const known = ({ notes }) => notes.until(() => notes.of(room).length > 0, () => 'the room');
    await Promise.all([ada, bob].map(known));
  }, { timeout });

  after(() => Promise.all([ada?.leave(), bob?.leave()]));

  test('what one sends the other is handed, and the sender as well', async () => {
    const states = [];
    const off = ada.parley.on('outbox', ({ sending }) => states.push(sending.state));
    const sending = ['one', 'two', 'three'].map((content) => ada.parley.send(room, { content }));
    const messages = await Promise.all(sending.map(({ sent }) => sent));
    await Promise.all([ada, bob].map(({ notes }) => notes.hasAll(room, messages)));
    off();
    assert.deepEqual(ada.notes.contents(room), ['one', 'two', 'three']);
    assert.deepEqual(bob.notes.contents(room), ['one', 'two', 'three']);
    assert.deepEqual(states, ['sending', 'sending', 'sending', 'sent', 'sent', 'sent']);
    assert.deepEqual(ada.parley.outbox(), []);
  });

  test('numbers come without holes, whatever happens to the messages', async () => {
    const { id } = await ada.parley.send(room, { content: 'four' }).sent;
    await ada.parley.messages.edit(id, 'four, edited');
    await bob.parley.messages.react(id, '👍');
    await ada.parley.messages.delete(id);
    const isDeleted = ({ type, data }) => type === 'message.deleted' && data.message_id === id;
    await bob.notes.until(() => bob.notes.of(room).some(isDeleted), () => 'the deletion');
    const seqs = bob.notes.of(room).map(({ seq }) => seq);
    assert.deepEqual(seqs, seqs.map((_, i) => seqs[0] + i));
    const types = bob.notes.of(room).slice(-4).map(({ type }) => type);
    assert.deepEqual(types.slice(0, 3), ['message.created', 'message.edited', 'reaction.added']);
  });

  test('typing, reading and being away are told', async () => {
    const typing = next(bob.parley, 'typing.started', ({ data }) => data.conversation_id === room);
    ada.parley.typing(room, true);
    assert.equal((await typing).data.user_id, ada.parley.user.id);
    const stopped = next(bob.parley, 'typing.stopped');
    ada.parley.typing(room, false);
    await stopped;

    const read = next(ada.parley, 'receipt.read', ({ data }) => data.user_id === bob.parley.user.id);
    const { seq } = await ada.parley.send(room, { content: 'read me' }).sent;
    bob.parley.read(room, seq);
    assert.equal((await read).data.seq, seq);

    const away = next(bob.parley, 'presence.changed', ({ data }) => data.status === 'away');
    await ada.parley.setStatus('away', 'At lunch');
    assert.equal((await away).data.status_text, 'At lunch');
  });

  test('a refusal is a problem, by REST and by command', async () => {
    const absent = '01900000-0000-7000-8000-000000000000';
    const problem = await ada.parley.messages.get(absent).catch((e) => e);
    assert.ok(problem instanceof ParleyProblem);
    assert.deepEqual([problem.code, problem.status], ['not_found', 404]);
    const invalid = await ada.parley.conversations.create({ participant_ids: 'nobody' }).catch((e) => e);
    assert.ok([400, 422].includes(invalid.status), invalid.message);
    await assert.rejects(ada.parley.command('message.delete', { message_id: absent }), { status: 404 });
    const failed = ada.parley.send(absent, { content: 'nowhere' });
    await assert.rejects(failed.sent, { status: 404 });
    assert.equal(ada.parley.discard(failed.sending.client_id), true);
  });

  test('who is removed hears it last, and who comes back begins anew', async () => {
    await ada.parley.participants.remove(room, bob.parley.user.id);
    const isRemoval = ({ type }) => type === 'participant.removed';
    await bob.notes.until(() => bob.notes.of(room).some(isRemoval), () => 'the removal');
    await ada.parley.send(room, { content: 'without him' }).sent;
    const resets = bob.notes.resets.length;
    await ada.parley.participants.add(room, [bob.parley.user.id]);
    await ada.parley.send(room, { content: 'with him' }).sent;
    const has = () => bob.notes.contents(room).includes('with him');
    await bob.notes.until(has, () => 'the message after the return');
    assert.ok(!bob.notes.contents(room).includes('without him'));
    const begun = bob.notes.resets.slice(resets).filter(({ id }) => id === room);
    assert.deepEqual(begun.map(({ reason }) => reason), ['first']);
  });

  test('an upload sends every byte', async () => {
    const file = new Blob(['Hello'.repeat(1_000)], { type: 'text/plain' });
    const progress = [];
    const onProgress = ({ sent }) => progress.push(sent);
    const attachment = await ada.parley.media.upload(file, { fileName: 'a.txt', onProgress });
    assert.equal(attachment.size, 5_000);
    assert.equal(progress.at(-1), 5_000);
    const { sent } = ada.parley.send(room, { attachment_ids: [attachment.id] });
    assert.equal((await sent).attachments[0].id, attachment.id);
    const kept = await (await bob.parley.media.get(attachment.id)).text();
    assert.equal(kept, await file.text());
  });

  test('an upload that is too large is refused as that, though nobody reads it to its end', async () => {
    const file = new Blob([new Uint8Array(64 * 1024 * 1024)]);
    const refused = { status: 413, code: 'payload_too_large' };
    await assert.rejects(ada.parley.media.upload(file), refused);
  });

  test('an upload ends when it is no longer wanted', async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error('enough'));
    const file = new Blob([new Uint8Array(8_000_000)]);
    const uploading = ada.parley.media.upload(file, { onProgress, signal: controller.signal });
    await assert.rejects(uploading, { message: 'enough' });
  });
});
