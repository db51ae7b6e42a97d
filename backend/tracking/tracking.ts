export { eventsRouter } from "./events-router.js";
export { allows, type Keys, openKeys } from "./keys.js";
export { openLastBackup } from "./last-backup.js";
export { systemRouter } from "./system-router.js";
export { trackingRouter } from "./tracking-router.js";
