import { accountsContract } from "./accounts.js";
import { analysisContract } from "./analysis.js";
import { eventsContract, ingestContract } from "./events.js";
import { systemContract } from "./system.js";
import { filesContract, transferContract } from "./transfer.js";

/** Every operation that goes through the library, over HTTP and over the message port alike. */
export const contract = {
	system: systemContract,
	accounts: accountsContract,
	events: eventsContract,
	analysis: analysisContract,
	transfer: transferContract,
};
export type Contract = typeof contract;

/** What plain Express routes serve, because rate or raw bytes ask for it. They are part of the document all the same. */
export const plainContract = { ingest: ingestContract, files: filesContract };
