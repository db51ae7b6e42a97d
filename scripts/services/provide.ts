import { provideChromium } from "./chromium.js";
import { provideElectron } from "./electron.js";
import { provideWindowsElectron } from "./electron-windows.js";
import { provideKafka } from "./kafka-jars.js";
import { provideMongo } from "./mongo-engine.js";
import { isMissing, type Missing, type Say } from "./part.js";
import { provideS3 } from "./s3-jars.js";
import { provideSpark } from "./spark.js";
import { provideSystem } from "./system.js";

export interface Services {
	/** For every stage. */
	readonly env: Readonly<Record<string, string>>;
	/** What goes before a command that opens windows: a screen of its own on Linux. */
	readonly display: readonly string[];
	readonly missing: readonly Missing[];
}

/** Gets all that the tests need and is not there. Never throws for a part that cannot be had: it is listed with the command that gets it. */
export const provide = async (say: Say): Promise<Services> => {
	const parts = [
		await provideSystem(say),
		await provideElectron(say),
		await provideWindowsElectron(say),
		await provideChromium(say),
		await provideMongo(say),
		await provideKafka(say),
		await provideSpark(say),
		await provideS3(say),
	];
	return {
		env: Object.assign({}, ...parts.map((part) => (isMissing(part) ? {} : part.env))) as Record<string, string>,
		display: process.platform === "linux" ? ["xvfb-run", "-a", "-s", "-screen 0 1600x1200x24"] : [],
		missing: parts.filter(isMissing),
	};
};
