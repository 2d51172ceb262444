import { nothing } from '../../services/missing.service.ts'; // bad: routes

export default nothing;
