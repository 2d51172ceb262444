import { connect } from 'node:net';

export const probe = (url: string) => [fetch(url), connect(80)];
