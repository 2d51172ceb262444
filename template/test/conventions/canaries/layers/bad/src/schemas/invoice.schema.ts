export { invoiceService } from '../services/invoice.service.ts'; // bad: layers
