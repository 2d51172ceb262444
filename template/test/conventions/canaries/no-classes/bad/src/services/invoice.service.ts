export class InvoiceService {} // bad: no-classes
