import { z } from 'zod';
import { until } from './until.ts';

const mailsSchema = z.array(z.object({ to: z.string(), subject: z.string(), text: z.string(), sent_at: z.string() }));

/** The mails to an address, newest first, as the embedded stack caught them. */
export async function mailsTo(address: string) {
  const response = await fetch(`${process.env['SUPABASE_URL']}/mail?format=json`, {
    signal: AbortSignal.timeout(5000),
  });
  return mailsSchema.parse(await response.json()).filter(({ to }) => to === address);
}

/** What the link of the newest mail to an address carries, once there are `count` of them. */
export async function linkTo(address: string, count = 1): Promise<{ token_hash: string; type: string }> {
  const mails = await until(async () => {
    const found = await mailsTo(address);
    return found.length >= count ? found : null;
  });
  const link = new URL(/https?:\/\/\S+\/verify\?\S+/.exec(mails[0]?.text ?? '')?.[0] ?? 'none:');
  return { token_hash: link.searchParams.get('token') ?? '', type: link.searchParams.get('type') ?? '' };
}
