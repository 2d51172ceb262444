import { invoicesRoute } from '../routes/v1/invoices.route.ts'; // bad: layers
import { auth } from '../plugins/auth.ts'; // bad: layers
import { buildApp } from '../app.ts'; // bad: layers
import { invoicePaid } from '../events/invoice-paid.event.ts'; // bad: layers
import { startStack } from '../../stack/start-stack.ts'; // bad: layers
import { testUser } from '../../test/support/test-user.ts'; // bad: layers
import manifest from '../../package.json' with { type: 'json' }; // bad: layers

export const invoiceService = { all: [invoicesRoute, auth, buildApp, invoicePaid, startStack, testUser, manifest] };
