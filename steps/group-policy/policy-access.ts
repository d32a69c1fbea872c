import {type Ace, daclOf} from '../security-descriptor.ts';
import type {PolicyAccess} from './trustees.ts';

/** The right to apply a policy (MS-ADTS 5.1.3.2.1, Apply-Group-Policy). */
const applyRight = 'edacfd8f-ffb3-11d1-b41d-00a0c968f939';
/** Bits of a mask (MS-ADTS 5.1.3.2): an extended right, reading properties, and what stands for several. */
const controlAccess = 0x100;
const readProperty = 0x10;
const genericRead = 0x80000000;
const genericAll = 0x10000000;

const accessIn = ({allows, sid, mask, objectType, inheritOnly, conditional}: Ace): PolicyAccess | null => {
	const has = (bits: number) => !inheritOnly && (mask & bits) !== 0;
	const apply = has(controlAccess | genericAll) && (objectType === null || objectType === applyRight);
	const read = has(readProperty | genericRead | genericAll) && objectType === null;
	return apply || read ? {sid, allows, apply, read, conditional} : null;
};

/** What the security descriptor of a policy says of applying and reading it, from its base64; null where it was not read. */
export const policyAccessOf = (descriptor: string | null): readonly PolicyAccess[] | null => {
	const dacl = descriptor === null ? null : daclOf(descriptor);
	return dacl?.map(accessIn).filter(one => one !== null) ?? null;
};
