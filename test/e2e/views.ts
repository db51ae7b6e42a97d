/** Every view, its address below /dashboard and what its title begins with. */
export const views = [
	["overview", "/", "Overview"],
	["details", "/?tab=details", "Overview"],
	["insights", "/insights", "Insights"],
	["recommendations", "/recommendations", "Recommendations"],
	["live", "/live", "Live"],
	["visitors", "/visitors", "Visitors"],
	["times", "/times", "Times"],
	["retention", "/retention", "Retention"],
	["acquisition", "/acquisition", "Acquisition"],
	["events", "/events", "Events"],
	["analyses", "/analyses", "Analyses"],
	["import", "/import", "Import"],
	["tracking", "/tracking", "Tracking"],
	["demo", "/demo", "Demo data"],
	["cleanup", "/cleanup", "Clean up"],
	["settings", "/settings", "Settings"],
] as const;

export const schemes = ["light", "dark"] as const;

/** Width and height, the one that the pictures have first. */
export const sizes = [
	[1440, 900],
	[1024, 700],
] as const;
export type Size = (typeof sizes)[number];
