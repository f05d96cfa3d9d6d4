import { useId } from 'preact/hooks';
import { html } from '../../html.js';
import { t } from '../../i18n.js';

/** A named field, what is to be known about it, and what is wrong with it. */
export function Field({ label, hint, error, multiline, ...input }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const shared = { id, 'aria-describedby': described, 'aria-invalid': error ? 'true' : undefined, ...input };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${multiline ? html`<textarea ...${shared}></textarea>` : html`<input ...${shared} />`}
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${error && html`<p class="error" id=${`${id}-error`}>${error}</p>`}
  </div>`;
}

/** What a refusal says of one field, in our words where there are any. */
export function fieldError(problem, field) {
  const found = problem?.errors?.find((each) => each.field === field);
  if (found) return t(`invalid.${field}`) === `invalid.${field}` ? found.message : t(`invalid.${field}`);
  if (problem?.code === `${field}_taken`) return t(`problem.${problem.code}`);
  return undefined;
}

export function Choice({ legend, name, value, options, onChange }) {
  return html`<fieldset class="choice">
    <legend>${legend}</legend>
    ${options.map(
      ([key, label, hint]) => html`<label key=${key} class=${value === key ? 'chosen' : ''}>
        <input type="radio" name=${name} value=${key} checked=${value === key} onChange=${() => onChange(key)} />
        <span><strong>${label}</strong>${hint && html`<small>${hint}</small>`}</span>
      </label>`,
    )}
  </fieldset>`;
}

export function Toggle({ label, hint, checked, onChange, disabled }) {
  const id = useId();
  return html`<div class="toggle">
    <label for=${id}><strong>${label}</strong>${hint && html`<small>${hint}</small>`}</label>
    <input id=${id} type="checkbox" role="switch" checked=${checked} disabled=${disabled} onChange=${(e) => onChange(e.target.checked)} />
  </div>`;
}
