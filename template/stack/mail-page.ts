/** A mail as Lite hands it over, with the time it was caught (ISO 8601). */
export type Mail = { to: string; subject: string; text: string; html: string; sent_at: string };

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
}

function withLinks(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, index) =>
      index % 2 === 1 ? `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>` : escapeHtml(part),
    )
    .join('');
}

function renderMail(mail: Mail): string {
  const head = `<h2>${escapeHtml(mail.subject)}</h2><p>to ${escapeHtml(mail.to)}, ${escapeHtml(mail.sent_at)}</p>`;
  return `<article>${head}<pre>${withLinks(mail.text)}</pre></article>`;
}

const style =
  'body{font:16px/1.5 system-ui;max-width:48rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere}';

/**
 * The mails that were not sent, newest first. The text part is shown, never the HTML: its fields come from whoever
 * signed up.
 */
export function mailPage(mails: readonly Mail[]): string {
  const list = mails.length === 0 ? '<p>No mail yet.</p>' : mails.map(renderMail).join('\n');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mail</title><style>${style}</style><h1>Mail</h1>\n${list}\n</html>`;
}
