/** All that is drawn by the chart library, as one chunk, fetched when the first chart is drawn. */
export { RechartsColumns } from "./recharts-columns.js";
export { RechartsSeries } from "./recharts-series.js";
export { RechartsStacks } from "./recharts-stacks.js";
export { RechartsTrend } from "./recharts-trend.js";
