import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { config } from '../../config/config.ts';

const keepAlive = true;
/** A public address that is nobody's: where Azure's virtual machines ask for their credentials. */
const denyIPAddressList = ['168.63.129.16'];

// They look at the very address that is connected to, so that a name cannot answer one address first and another one then.
const publicOnly = {
  httpAgent: new RequestFilteringHttpAgent({ keepAlive, denyIPAddressList }),
  httpsAgent: new RequestFilteringHttpsAgent({ keepAlive, denyIPAddressList }),
};
const anywhere = { httpAgent: new HttpAgent({ keepAlive }), httpsAgent: new HttpsAgent({ keepAlive }) };

/**
 * The connections for a URL. They lead to public addresses alone, unless OUTGOING_PRIVATE_HOSTS names the host: else whoever
 * can choose a URL would reach what stands behind our firewall.
 * @see https://github.com/azu/request-filtering-agent
 */
export const agentsFor = ({ host, hostname }: URL) =>
  config.OUTGOING_PRIVATE_HOSTS.includes(host) || config.OUTGOING_PRIVATE_HOSTS.includes(hostname)
    ? anywhere
    : publicOnly;
