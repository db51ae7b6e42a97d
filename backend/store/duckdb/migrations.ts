import events from "./migrations/0010-events-as-they-were-received.sql";
import kept from "./migrations/0020-tables-kept-up-from-events.sql";
import accounts from "./migrations/0030-accounts-and-settings.sql";
import analyses from "./migrations/0040-analyses-imports-and-rejects.sql";
import reports from "./migrations/0051-what-reports-read.sql";
import carts from "./migrations/0052-carts.sql";
import days from "./migrations/0053-days.sql";
import visits from "./migrations/0054-visits.sql";
import funnels from "./migrations/0060-saved-funnels.sql";
import catalog from "./migrations/0070-catalog.sql";
import writeKeys from "./migrations/0080-write-keys.sql";
import seedRuns from "./migrations/0090-seed-runs.sql";
import cleanup from "./migrations/0100-cleanup.sql";
import recommendations from "./migrations/0110-recommendations.sql";
import productsById from "./migrations/0111-products-by-id.sql";
import model from "./migrations/0120-language-model.sql";
import minuteCounts from "./migrations/0130-minute-counts.sql";
import forwarding from "./migrations/0140-forwarding.sql";
import trail from "./migrations/0150-trail.sql";

export interface Migration {
	readonly number: number;
	readonly name: string;
	readonly sql: string;
}

/** In order. A migration that has been released is never changed; what follows gets the next number. */
export const migrations: readonly Migration[] = [
	{ number: 10, name: "events as they were received", sql: events },
	{ number: 20, name: "tables kept up from events", sql: kept },
	{ number: 30, name: "accounts and settings", sql: accounts },
	{ number: 40, name: "analyses, imports and rejects", sql: analyses },
	{ number: 51, name: "what reports read", sql: reports },
	{ number: 52, name: "carts", sql: carts },
	{ number: 53, name: "days", sql: days },
	{ number: 54, name: "visits", sql: visits },
	{ number: 60, name: "saved funnels", sql: funnels },
	{ number: 70, name: "catalog", sql: catalog },
	{ number: 80, name: "write keys", sql: writeKeys },
	{ number: 90, name: "seed runs", sql: seedRuns },
	{ number: 100, name: "clean-up", sql: cleanup },
	{ number: 110, name: "recommendations", sql: recommendations },
	{ number: 111, name: "products by id", sql: productsById },
	{ number: 120, name: "language model", sql: model },
	{ number: 130, name: "minute counts", sql: minuteCounts },
	{ number: 140, name: "forwarding", sql: forwarding },
	{ number: 150, name: "trail", sql: trail },
];
