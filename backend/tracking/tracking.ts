export { eventsRouter } from "./events-router.js";
export { systemRouter } from "./system-router.js";
