export { type EventsDeps, eventsRouter } from "./events-router.js";
export { type SystemDeps, systemRouter } from "./system-router.js";
