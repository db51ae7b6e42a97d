import type { Plugin } from "vite";

/**
 * Lets the page begin with its small script, which shows the frame as it last stood and then asks for the large one; that is fetched and
 * compiled meanwhile. While developing the page begins with the large one.
 */
export const frameFirst = (entry: string): Plugin => ({
	name: "frame-first",
	apply: "build",
	transformIndexHtml: {
		order: "post",
		handler: (html, { bundle }) => {
			const frame = Object.values(bundle ?? {}).find((file) => file.type === "chunk" && file.isEntry && file.name === entry);
			const pageScript = /<script type="module" crossorigin src="([^"]+)"><\/script>/;
			if (frame === undefined || !pageScript.test(html)) throw new Error(`The page has no script to put ${entry} before.`);
			return html.replace(
				pageScript,
				`<link rel="modulepreload" crossorigin href="$1" data-page>\n\t\t<script type="module" crossorigin src="/dashboard/${frame.fileName}"></script>`,
			);
		},
	},
});
