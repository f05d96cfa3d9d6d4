import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const browser = process.env.PARLEY_BROWSER ?? places.find((path) => existsSync(path));

export const skip = browser ? false : 'no Chromium was found';

/** Opens a page in a browser of its own, which ends with the test. */
export function openInChromium(t, page, failed) {
  const profile = `--user-data-dir=${mkdtempSync(join(tmpdir(), 'parley-'))}`;
  const options = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-popup-blocking'];
  // In a group of its own, so that its helpers end with it.
  const chromium = spawn(browser, [...options, profile, page], { stdio: 'ignore', detached: true });
  chromium.on('error', failed);
  t.after(() => process.kill(-chromium.pid, 'SIGKILL'));
}
