import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {inPackage} from '../../src/package-root.ts';
import {drawWizard, pictureFile} from './wizard.ts';

/** `npm run picture`: draws README's picture from the built program. */
const file = inPackage(...pictureFile.split('/'));
mkdirSync(dirname(file), {recursive: true});
writeFileSync(file, await drawWizard());
