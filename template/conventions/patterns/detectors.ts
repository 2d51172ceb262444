import type { Detector } from './detector.ts';
import { asyncForm } from './detectors/async-form.ts';
import { errorForm } from './detectors/error-form.ts';
import { exportForm } from './detectors/export-form.ts';
import { fileNameForm } from './detectors/file-name-form.ts';
import { importForm } from './detectors/import-form.ts';
import { jobForm } from './detectors/job-form.ts';
import { loggingForm } from './detectors/logging-form.ts';
import { repositoryForm, serviceForm } from './detectors/module-form.ts';
import { routeForm } from './detectors/route-form.ts';
import { absenceForm, schemaForm } from './detectors/schema-form.ts';
import { testForm } from './detectors/test-form.ts';
import { typeForm } from './detectors/type-form.ts';

/** Everything that the blocks of PATTERNS.md can name as their `detector`. */
export const detectors: readonly Detector[] = [
  serviceForm,
  repositoryForm,
  importForm,
  errorForm,
  loggingForm,
  fileNameForm,
  exportForm,
  schemaForm,
  absenceForm,
  routeForm,
  jobForm,
  asyncForm,
  typeForm,
  testForm,
];
