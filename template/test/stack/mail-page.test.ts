import { expect, it } from '@jest/globals';
import { mailPage } from '../../stack/mail-page.ts';

const mail = {
  to: 'a@example.com',
  subject: 'Hello',
  text: 'text',
  html: '<b>html</b>',
  sent_at: '2026-01-01T00:00:00.000Z',
};

it('escapes what a stranger chose: address, subject and text', () => {
  const evil = '<script>alert("1")</script>';
  const page = mailPage([{ ...mail, to: evil, subject: evil, text: evil }]);
  expect(page).not.toContain('<script');
  expect(page.split('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;')).toHaveLength(4);
});

it('makes links of http addresses only, and none that breaks out of its attribute', () => {
  const page = mailPage([{ ...mail, text: 'see http://a.test/?x=1&y="onclick=z and javascript:alert(1)' }]);
  expect(page).toContain('<a href="http://a.test/?x=1&amp;y=">');
  expect(page).not.toContain('href="javascript');
  expect(page).not.toContain('"onclick');
});

it('shows the newest first as it is given, and says when there is none', () => {
  expect(mailPage([])).toContain('No mail yet.');
  const page = mailPage([
    { ...mail, subject: 'second' },
    { ...mail, subject: 'first' },
  ]);
  expect(page.indexOf('second')).toBeLessThan(page.indexOf('first'));
});
