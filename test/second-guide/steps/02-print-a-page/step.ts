import {defineStep} from '../../../../src/guide/step.ts';
import {pagePrinted} from './page-printed.ts';

export default defineStep({id: '02-print-a-page', checks: [pagePrinted]});
