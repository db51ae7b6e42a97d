import { resolve } from "node:path";
import { Command } from "commander";
import { readConfig } from "../backend/config.js";
import { AppError } from "../backend/contract/errors.js";
import { restore } from "../backend/main.js";
import { livingServer } from "../backend/server-file.js";
import { exitWith } from "./serving.js";

const work = (file: string): Promise<void> =>
	exitWith(async () => {
		const config = readConfig();
		const holder = await livingServer(config.dataDir);
		if (holder !== null)
			throw new AppError(
				"conflict",
				`Clickstream Console (process ${holder.pid}) has this data folder open. Close it, then run this again.`,
			);
		const { events, replaced } = await restore(config, resolve(file));
		process.stdout.write(`${events.toLocaleString("en")} events are in place again.\n`);
		if (replaced !== null) process.stdout.write(`What was there before is now ${replaced}\n`);
	});

const command = new Command("restore")
	.description("Put a backup in the place of the store of the data folder (DATA_DIR); what was there is kept beside the backups")
	.argument("<file>", "a backup, as Back up and the console's backups folder have them")
	.action(work);

await command.parseAsync();
