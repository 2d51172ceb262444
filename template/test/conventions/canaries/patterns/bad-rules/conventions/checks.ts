export const checks = [{ name: 'dependencies' }, { name: 'forgotten' }];
