export { Heat, show as weekdayHourWords } from "./heat.js";
