import { invoicesRoute } from '../routes/v1/invoices.route.ts'; // bad: layers
import { auth } from '../plugins/auth.ts'; // bad: layers
import { buildApp } from '../app.ts'; // bad: layers
import { sendInvoice } from '../jobs/send-invoice.job.ts'; // bad: layers
import { startStack } from '../../stack/start-stack.ts'; // bad: layers
import { testUser } from '../../test/support/test-user.ts'; // bad: layers
import manifest from '../../package.json' with { type: 'json' }; // bad: layers

export const invoiceService = { all: [invoicesRoute, auth, buildApp, sendInvoice, startStack, testUser, manifest] };
