/** Everything that the first frame can do without, loaded as one: the guide, its pages, and what opens a session. */
export {guide} from '../../steps/guide.ts';
export {beginWorkspace, openWorkspace} from '../app/open-workspace.ts';
export {pageOf, remediesOf} from '../content/library.ts';
