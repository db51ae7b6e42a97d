/** Views that later versions fill. What stands here is said to people: what it will show, and what answers the question today. */
export interface Place {
	/** One line: what will stand here. */
	readonly will: string;
	/** What works now. */
	readonly now: string;
	readonly link: { readonly label: string; readonly to: string; readonly search?: Readonly<Record<string, string>> };
}

const places: Readonly<Record<string, Place>> = {
	insights: {
		will: "This view will say in sentences what changed, why, and what to do, each with the numbers it rests on.",
		now: "Findings from rules already stand in Overview beside the numbers they quote.",
		link: { label: "Open Overview", to: "/" },
	},
	recommendations: {
		will: "This view will show, for one visitor or product, what would be recommended and which visits and orders say so.",
		now: "Which products are viewed, put in the cart and bought stands in Overview, under Detailed metrics.",
		link: { label: "Open detailed metrics", to: "/", search: { tab: "details" } },
	},
	live: {
		will: "This view will show events while they arrive: who is in the shop, on which pages, and what they buy.",
		now: "Events lists what was received, newest first.",
		link: { label: "Open Events", to: "/events" },
	},
	demo: {
		will: "This view will make a believable shop whose true answers are known, and remove it again in one click.",
		now: "Bring in a file of your own: CSV, NDJSON, Parquet or a web server's access log.",
		link: { label: "Import a file", to: "/import" },
	},
	cleanup: {
		will: "This view will find noise such as bots and repeated orders, and show what the numbers become before anything is marked.",
		now: "Events of simulations are hidden from every analysis already; Events can show those alone.",
		link: { label: "Show noise in Events", to: "/events", search: { noise: "only" } },
	},
};

/** Throws for an id that has no words here: a view registered without them. */
export const placeOf = (id: string): Place => {
	const place = places[id];
	if (!place) throw new Error(`No words are written for the view ${id}.`);
	return place;
};
