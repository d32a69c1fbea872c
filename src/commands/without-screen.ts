/** Every command but the wizard and check, loaded as one: parts that only some of them share would each be a file of its own, and each file costs a start half a millisecond. */
export {collector} from './collector.ts';
export {completion} from './completion.ts';
export {config} from './config.ts';
export {doctor} from './doctor.ts';
export {evidence} from './evidence.ts';
export {importPath} from './import.ts';
export {plan} from './plan.ts';
export {report} from './report.ts';
export {exportSession, sessions} from './sessions.ts';
export {verify} from './verify.ts';
