export { metricsRouter } from "./aggregates.js";
export { claimAggregates } from "./claim.js";
export { openExposition } from "./exposition.js";
export { openHealth } from "./health.js";
export { liveRouter } from "./live-router.js";
export { openMeter } from "./meter.js";
export { openWatching } from "./watch.js";
