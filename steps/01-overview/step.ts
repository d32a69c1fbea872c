import {defineStep} from '../../src/guide/step.ts';
import {deploymentDecided} from './deployment-decided.ts';
import {keyTrustChosen} from './key-trust-chosen.ts';
import {trustsWeighed} from './trusts-weighed.ts';

export default defineStep({id: '01-overview', checks: [trustsWeighed, keyTrustChosen, deploymentDecided]});
