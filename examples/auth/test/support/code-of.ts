/** What a reply was refused for: its status and the code of its error, which is undefined where it was not. */
export const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } | null }) => [
  status,
  body?.error?.code,
];
