import { isLoopbackHostname } from '@supabase/lite';
import type { EmailDriver } from '@supabase/lite';
import { mailPage } from './mail-page.ts';
import type { Mail } from './mail-page.ts';

const kept = 100;

/**
 * Catches every mail (the newest 100) instead of sending it, and shows them at /mail, or as JSON at /mail?format=json.
 * Links in Lite's mails start with the site's URL, where nothing answers them; as in a hosted project they must lead to
 * Supabase, so they are pointed there.
 */
export function mailbox({ siteUrl, supabaseUrl }: { siteUrl: string; supabaseUrl: () => string }) {
  const mails: Mail[] = [];
  const point = (text = '') => text.replaceAll(`${new URL(siteUrl).origin}/auth/v1/`, `${supabaseUrl()}/auth/v1/`);

  const driver: EmailDriver = {
    send({ to, subject, text, html }) {
      mails.unshift({ to, subject, text: point(text), html: point(html), sent_at: new Date().toISOString() });
      mails.length = Math.min(mails.length, kept);
      return Promise.resolve();
    },
  };

  /** Answers /mail. A page of another site that resolves its name to this machine gets nothing. */
  function respond(url: URL): Response {
    if (!isLoopbackHostname(url.hostname)) return new Response('Only from this machine.', { status: 403 });
    if (url.searchParams.get('format') === 'json') return Response.json(mails);
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    };
    return new Response(mailPage(mails), { headers });
  }
  return { driver, respond };
}
