import { t } from '../../i18n.js';
import { plain } from '../../text/markdown.js';

/** A message in plain words, where there is no room for more. */
export function wordsOf({ deleted_at, content, type }) {
  if (deleted_at) return t('message.deleted');
  return content ? plain(content) : t(`attachment.${type}`);
}
