import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Built beside the console: the page and its files under /static/shop. */
export default defineConfig({
	root: "renderer/storefront",
	base: "/static/shop/",
	logLevel: "warn",
	plugins: [react()],
	build: { outDir: "../../out/renderer/static/shop", emptyOutDir: true, target: "es2022" },
});
