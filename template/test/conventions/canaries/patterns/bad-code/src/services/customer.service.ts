import { total } from '@/utils/total.ts';

class Customers {
  total = (): number => total();
}

export const customerService = new Customers();
