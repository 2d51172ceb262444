export const checks = [{ name: 'dependencies' }];
