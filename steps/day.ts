import {isoAt} from '../src/guide/age.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `22 Nov 2026` from a time or day in ISO 8601; what is neither is given back as it is. */
export const dayOf = (iso: string): string => {
	const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) ?? [];
	const name = months[Number(month) - 1];
	return year === undefined || name === undefined ? iso : `${Number(day)} ${name} ${year}`;
};

/** ISO 8601 from a directory's generalized time, `20261122090000.0Z` (RFC 4517 3.3.13, as Active Directory writes it); null for anything else. */
export const isoOf = (generalized: string): string | null => {
	const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.\d+)?Z$/.exec(generalized);
	const [, year, month, day, hour, minute, second] = parts ?? [];
	return parts === null ? null : `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
};

/** ISO 8601 from a directory's count of 100 nanoseconds since 1601 (MS-DTYP 2.3.3); null for 0, for `never` and for anything else. */
export const isoOfFileTime = (ticks: string): string | null => {
	const milliseconds = /^[1-9]\d{0,18}$/.test(ticks) ? Number(BigInt(ticks) / 10_000n) - 11_644_473_600_000 : Number.NaN;
	const iso = isoAt(milliseconds);
	return iso === null || ticks === '9223372036854775807' ? null : `${iso.slice(0, 19)}Z`;
};

/** The same day three months later, as far as comparing days goes. */
export const threeMonthsLater = (day: string): string => {
	const month = Number(day.slice(5, 7)) + 2;
	return `${Number(day.slice(0, 4)) + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}${day.slice(7)}`;
};
