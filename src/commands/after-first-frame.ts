/** Everything that the first frame can do without, loaded as one, because each part that is loaded by itself costs the frame another file. */
export {guide} from '../../steps/guide.ts';
export {doctorLines} from '../app/doctor.ts';
export {beginWorkspace, openWorkspace} from '../app/open-workspace.ts';
export {planFor} from '../app/plan.ts';
export {storageWarnings} from '../app/storage.ts';
export {pageOf, remediesOf} from '../content/library.ts';
export {planText} from '../report/plan-text.ts';
