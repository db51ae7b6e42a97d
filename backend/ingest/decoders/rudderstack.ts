import { decodeSegment, segment } from "./segment.js";
import type { Wire } from "./wire.js";

/** RudderStack's clients send Segment's messages with `originalTimestamp` and a numeric `context.sessionId`: https://www.rudderstack.com/docs/api/http-api */
export const rudderstack: Wire = { ...segment, source: "rudderstack", decode: decodeSegment };
