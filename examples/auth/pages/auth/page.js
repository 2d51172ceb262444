// The auth flows in a browser: the session is a cookie that no script can read, so there is no token on this page.
const at = (id) => document.getElementById(id);
const here = location.origin + location.pathname;

/** Calls the API. @returns the reply's `data`, null where it has none. @throws an Error with the message for people */
async function api(method, path, body) {
  const isFile = body instanceof Blob;
  const type = isFile ? body.type : 'application/json';
  const response = await fetch(`/v1${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': type }, body: isFile ? body : JSON.stringify(body) }),
  });
  const reply = response.status === 204 ? { data: null } : await response.json();
  if (response.ok) return reply.data;
  throw Object.assign(new Error(reply.error.message), { code: reply.error.code });
}

function say(text, isBad = false) {
  const message = at('message');
  message.hidden = text === '';
  message.className = isBad ? 'bad' : '';
  // What is wrong interrupts whoever listens to the page; the rest waits.
  message.role = isBad ? 'alert' : 'status';
  message.textContent = text;
}

const item = (text) => Object.assign(document.createElement('li'), { textContent: text });

/** What the API says, or null where it says that there is none (404). */
const orNull = (asked) =>
  asked.catch((error) => {
    if (!error.code.endsWith('_not_found')) throw error;
    return null;
  });

async function showAvatar() {
  const avatar = await orNull(api('GET', '/profile/avatar'));
  at('avatar').hidden = avatar === null;
  if (avatar !== null) at('avatar').src = avatar.url;
}

async function showOrganisations() {
  const organisations = await api('GET', '/organisations?sort=name');
  at('organisations').replaceChildren(...organisations.map(({ name }) => item(name)));
}

async function showAccount(me) {
  const [profile, { sessions }] = await Promise.all([api('GET', '/profile'), api('GET', '/me/sessions')]);
  at('who').textContent = profile.display_name === null ? me.email : `${profile.display_name} (${me.email})`;
  at('display-name').value = profile.display_name ?? '';
  const since = ({ device, created_at }) =>
    item(`${device ?? 'A browser'}, since ${new Date(created_at).toLocaleString()}`);
  at('sessions').replaceChildren(...sessions.map(since));
  await Promise.all([showAvatar(), showOrganisations()]);
}

/** Shows the account of whoever is signed in, or how to sign in. */
async function show() {
  const me = await api('GET', '/me').catch(() => null);
  if (me !== null) await showAccount(me);
  at('signed-in').hidden = me === null;
  at('signed-out').hidden = me !== null;
}

/** Runs what a form is for, once at a time, and says what became of it. */
function onSubmit(id, work) {
  const form = at(id);
  const buttons = form.querySelectorAll('button');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    // Before its buttons are off, since a form leaves out what is.
    const given = new FormData(form, event.submitter);
    for (const button of buttons) button.disabled = true;
    try {
      const text = await work(given);
      await show();
      say(text);
    } catch (error) {
      say(error.message, true);
    } finally {
      for (const button of buttons) button.disabled = false;
      at('message').focus();
    }
  });
}

onSubmit('sign-in', async (form) => {
  const [email, password] = [form.get('email'), form.get('password')];
  const wanted = form.get('do');
  if (wanted === 'sign-in') {
    await api('POST', '/auth/sign-in', { email, password, session: true });
    at('sign-in').reset();
    return 'You are signed in.';
  }
  await api('POST', `/auth/${wanted}`, wanted === 'sign-up' ? { email, password } : { email });
  return wanted === 'sign-up'
    ? 'If this address had no account, it has one now. Sign in, or follow the link in the mail first.'
    : `If ${email} has an account, a link is on its way.`;
});

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

// PKCE: the verifier stays in this tab, so the code that comes back is worth nothing elsewhere.
onSubmit('oauth', async (form) => {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const code_challenge = base64url(new Uint8Array(hash));
  const { url } = await api('POST', '/auth/oauth', {
    provider: form.get('provider'),
    redirect_to: here,
    code_challenge,
  });
  sessionStorage.setItem('verifier', verifier);
  location.assign(url);
  return 'One moment …';
});

async function finishOauth(code) {
  const code_verifier = sessionStorage.getItem('verifier') ?? '';
  sessionStorage.removeItem('verifier');
  await api('POST', '/auth/oauth/token', { code, code_verifier, session: true });
}

/** What a mail's link carries. */
const partsOf = (url) => {
  const query = URL.canParse(url) ? new URL(url).searchParams : new URLSearchParams();
  return { token_hash: query.get('token') ?? '', type: query.get('type') ?? '' };
};

at('url').addEventListener('input', ({ target }) => {
  at('new-password-field').hidden = partsOf(target.value).type !== 'recovery';
});

onSubmit('link', async (form) => {
  const { token_hash, type } = partsOf(form.get('url'));
  const password = form.get('password');
  if (type === 'recovery') await api('POST', '/auth/password-reset/confirm', { token_hash, password });
  else await api('POST', '/auth/verify', { token_hash, type, session: true });
  at('link').reset();
  at('new-password-field').hidden = true;
  return type === 'recovery' ? 'Your password is changed. Sign in with it.' : 'You are signed in.';
});

onSubmit('sign-out', async (form) => {
  const scope = form.get('scope');
  await api('DELETE', `/session?scope=${scope}`);
  return scope === 'others' ? 'All others are signed out.' : 'You are signed out.';
});

onSubmit('profile', async (form) => {
  await api('PATCH', '/profile', { display_name: form.get('display_name').trim() || null });
  return 'Saved.';
});

onSubmit('picture', async (form) => {
  const file = form.get('file');
  await api('PUT', `/profile/avatar?name=${encodeURIComponent(file.name)}`, file);
  at('picture').reset();
  return 'This is your picture now.';
});

onSubmit('organisation', async (form) => {
  const { name } = await api('POST', '/organisations', { name: form.get('name').trim() });
  at('organisation').reset();
  return `You are the owner of ${name}.`;
});

// Back from the other service: the code must not stay in the address, nor in the browser's history.
const back = new URLSearchParams(location.search);
history.replaceState(null, '', here);
try {
  if (back.has('code')) await finishOauth(back.get('code'));
  if (back.has('error')) say('The other service did not sign you in.', true);
} catch (error) {
  say(error.message, true);
}
await show();
