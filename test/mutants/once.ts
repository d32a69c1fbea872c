/** Stands in the place of steps/once.ts: what one mutant made is not what the next would make of the same facts. */
export const once = <Make>(make: Make): Make => make;
