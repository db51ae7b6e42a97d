/** What a shop may run already, in the order of the list. */
export const clientIds = ["tracker", "segment", "segment-node", "rudderstack", "posthog", "snowplow", "http"] as const;
export type ClientId = (typeof clientIds)[number];
