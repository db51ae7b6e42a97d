/** Blanks, controls and signs without a width alone leave a cell that looks empty. */
const somethingSeen = /[^\s\p{C}\p{Z}]/u;

/** A name as it stands, or "(no name)" for one of which nothing can be seen. */
export const nameShown = (name: string): string => (somethingSeen.test(name) ? name : "(no name)");
