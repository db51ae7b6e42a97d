import { defineConfig, type LibraryOptions } from "vite";

/** Side by side under /static: the script that shops embed, the same tracker to import, and what old pages call. */
const libraries: Readonly<Record<string, LibraryOptions>> = {
	script: { entry: "analytics.ts", formats: ["iife"], name: "clickstreamAnalytics", fileName: () => "analytics.js" },
	module: { entry: "tracker.ts", formats: ["es"], fileName: () => "analytics.mjs" },
	shop: { entry: "shop.ts", formats: ["iife"], name: "clickstreamShop", fileName: () => "shop.js" },
};

/** One library a run, chosen by --mode. */
export default defineConfig(({ mode }) => ({
	root: "renderer/sdk",
	logLevel: "warn",
	build: {
		outDir: "../../out/renderer/static",
		emptyOutDir: false,
		target: "es2020",
		copyPublicDir: false,
		lib: libraries[mode] ?? false,
	},
}));
