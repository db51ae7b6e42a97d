import { useLate } from "../ui/states.js";

/** Said once the store takes longer to open than anyone would notice. */
export const Opening = () => (useLate(1000) ? <p>Waiting for the store to open…</p> : null);
