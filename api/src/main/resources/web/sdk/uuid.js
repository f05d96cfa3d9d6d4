/** A new id for what is to be recognised when it comes again. */
export function uuid() {
  // Pages that are not served over TLS have no `randomUUID`.
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
