import events from "./migrations/0010-events-as-they-were-received.sql";
import kept from "./migrations/0020-tables-kept-up-from-events.sql";
import accounts from "./migrations/0030-accounts-and-settings.sql";
import analyses from "./migrations/0040-analyses-imports-and-rejects.sql";

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
];
