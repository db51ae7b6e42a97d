export { channelName } from "./channel-names.js";
