const property = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : null;

/** The code of an error from Node (`ENOENT`), or null. Asks for no prototype: errors also come from other realms. */
export const errorCode = (error: unknown): string | null => {
  const code = property(error, 'code');
  return typeof code === 'string' ? code : null;
};

/** What an error says, whatever was thrown. */
export const errorText = (error: unknown): string => {
  const message = property(error, 'message');
  return typeof message === 'string' ? message : String(error);
};
