/** Just enough of Markdown to compare a document with the code. */

/** Rows of the first table below the heading `## <title>`, each as its cells without backticks. */
export const tableUnder = (text: string, title: string): string[][] => {
	const section = text.split(/^## /m).find((part) => part.startsWith(`${title}\n`));
	if (section === undefined) throw new Error(`There is no section "${title}".`);
	const rows = section.split("\n").filter((line) => line.startsWith("|"));
	return rows.slice(2).map((row) =>
		row
			.split("|")
			.slice(1, -1)
			.map((cell) => cell.trim().replaceAll("`", "")),
	);
};

export interface Link {
	/** Path as written, without what follows `#`. Empty for a link within the page. */
	readonly path: string;
	/** After `#`, or null. */
	readonly anchor: string | null;
}

/** Links to files of the project; those to the web are left out. Code is not searched. */
export const localLinks = (text: string): Link[] => {
	const prose = text.replace(/```[\s\S]*?```/g, "").replace(/`[^`\n]*`/g, "");
	return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, target = ""]) => target)
		.filter((target) => !/^[a-z]+:/i.test(target))
		.map((target) => {
			const [path = "", anchor = null] = target.split("#");
			return { path, anchor };
		});
};

/** The anchors that a page's headings make. */
export const anchors = (text: string): string[] =>
	[...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
		title
			.toLowerCase()
			.replace(/[^\p{L}\p{N} -]/gu, "")
			.replaceAll(" ", "-"),
	);

/** Every `npm …` command named in prose or code, as the script it runs: `npm test` → test. */
export const npmScripts = (text: string): string[] => [
	...new Set([...text.matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(start|test)\b)/g)].map(([, run, short]) => run ?? short ?? "")),
];
