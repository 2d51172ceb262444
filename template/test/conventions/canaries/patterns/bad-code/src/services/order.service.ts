import { total } from '../utils/total.ts';

export class OrderService {
  total = (): number => total();
}
