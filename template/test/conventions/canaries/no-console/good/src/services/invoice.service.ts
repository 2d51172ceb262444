import { inspect, types } from 'node:util';
import type { Logger } from 'pino';
import { requestContext } from '../context/request-context.ts';

export const invoiceService = {
  tell(console: { log(text: string): void }, text: string): void {
    console.log(inspect(text));
    requestContext.log()?.info(text);
  },
  debug: (log: Logger): boolean => types.isDate(log) && process.uptime() > 1,
  ofTab: (tab: { console: { log(): void } }): void => tab.console.log(),
  ofChild: (child: { stdout: { write(text: string): void } }): void => child.stdout.write(''),
};
