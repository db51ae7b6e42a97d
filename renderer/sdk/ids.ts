let made = 0;

/** 96 random bits. `crypto.randomUUID` is missing on shops served over plain http; this is there. */
export const randomId = (): string => Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("");

/** Sorts by time, then by order of making within a page. */
export const orderedId = (now: number): string => `${now.toString(36)}${(made++ % 46_656).toString(36).padStart(3, "0")}${randomId()}`;
