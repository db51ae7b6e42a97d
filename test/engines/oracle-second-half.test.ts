import { test } from "vitest";
import { compareWithOracle, logsOfAHalf } from "./oracle/property.js";

test(`every metric equals its brute-force definition on ${logsOfAHalf} random logs, second half`, () => compareWithOracle(1), 900_000);
