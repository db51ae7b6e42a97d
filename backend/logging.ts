import pino, { type DestinationStream, type Logger } from "pino";
import type { Config } from "./config.js";

export type Log = Logger;

/**
 * Lines of JSON on stderr, so that stdout stays free for what a command prints. Nothing personal goes in: no bodies, no
 * tokens, no addresses, no names of people; the redaction below is the second line, not the first.
 */
export const openLog = (level: Config["logLevel"], destination: DestinationStream = pino.destination({ dest: 2, sync: true })): Log =>
	pino(
		{
			level,
			base: null,
			redact: {
				paths: ["authorization", "cookie", "password", "token", "*.authorization", "*.cookie", "*.password", "*.token", "headers"],
				censor: "[kept back]",
			},
		},
		destination,
	);
