export * from './repositories/invoice.repository.ts'; // bad: layers
