import {defineStep} from '../../src/guide/step.ts';
import {deploymentDecided} from './deployment-decided.ts';
import {keyTrustChosen} from './key-trust-chosen.ts';

export default defineStep({id: '01-overview', checks: [keyTrustChosen, deploymentDecided]});
