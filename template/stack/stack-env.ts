type Given = {
  url: string;
  keys: { publishable: string; secret: string; jwtSecret: string };
  redisUrl: string | null;
  smtpUrl: string;
};

/**
 * What the API reads of an embedded stack. Its tokens are signed with a secret and have no issuer, so what a .env says
 * about either is overruled by an empty value.
 */
export function stackEnv({ url, keys, redisUrl, smtpUrl }: Given): Record<string, string> {
  return {
    SUPABASE_URL: url,
    SUPABASE_PUBLISHABLE_KEY: keys.publishable,
    SUPABASE_SECRET_KEY: keys.secret,
    SUPABASE_JWT_SECRET: keys.jwtSecret,
    SUPABASE_JWKS_URL: '',
    SUPABASE_JWT_ISSUER: '',
    REDIS_URL: redisUrl ?? '',
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'no-reply@example.com',
  };
}
