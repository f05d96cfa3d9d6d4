import { list, t } from '../../i18n.js';

/** What a system message says. @param {any} message @param {Record<string, any>} people */
export function systemWords({ system }, people) {
  if (!system) return '';
  const { kind, actor_id, subject_ids, value } = system;
  const name = (id) => people[id]?.display_name ?? t('somebody');
  return t(`system.${kind}`, { actor: name(actor_id), subjects: list(subject_ids.map(name)), value: wordsOf(value) });
}

function wordsOf(value) {
  if (value === null || value === undefined) return '';
  const role = t(`role.${value}`);
  return role === `role.${value}` ? String(value) : role;
}
