import { accountsContract } from "./accounts.js";
import { analysisContract } from "./analysis.js";
import { catalogContract } from "./catalog.js";
import { cleanupContract } from "./cleanup.js";
import { eventsContract, ingestContract } from "./events.js";
import { funnelsContract } from "./funnels.js";
import { insightsContract } from "./insights.js";
import { liveContract } from "./live.js";
import { metricsContract } from "./metrics.js";
import { migrationContract } from "./migration.js";
import { modelContract } from "./model.js";
import { ordersContract } from "./orders.js";
import { recommendationsContract } from "./recommendations.js";
import { reportsContract } from "./reports.js";
import { seedingContract } from "./seeding.js";
import { storageContract } from "./storage.js";
import { streamContract } from "./stream.js";
import { systemContract } from "./system.js";
import { trackingContract } from "./tracking.js";
import { filesContract, transferContract } from "./transfer.js";

/** Every operation that goes through the library, over HTTP and over the message port alike. */
export const contract = {
	system: systemContract,
	accounts: accountsContract,
	events: eventsContract,
	analysis: analysisContract,
	reports: reportsContract,
	funnels: funnelsContract,
	catalog: catalogContract,
	orders: ordersContract,
	transfer: transferContract,
	tracking: trackingContract,
	model: modelContract,
	insights: insightsContract,
	seeding: seedingContract,
	cleanup: cleanupContract,
	storage: storageContract,
	migration: migrationContract,
	recommendations: recommendationsContract,
	metrics: metricsContract,
	live: liveContract,
	stream: streamContract,
};
export type Contract = typeof contract;

/** What plain Express routes serve, because rate or raw bytes ask for it. They are part of the document all the same. */
export const plainContract = { ingest: ingestContract, files: filesContract };
