import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type RequestHandler, Router } from "express";
import { readers } from "../contract/base.js";
import { AppError } from "../contract/errors.js";
import { callerOf } from "./caller.js";

/** The addresses of the shop's pages, those of the predecessor among them. */
const addresses = [
	"/",
	"/home",
	"/category",
	"/search",
	"/product",
	"/p/:slug",
	"/cart",
	"/checkout",
	"/confirmation",
	"/static/auth.html",
];

const pageIn = (webRoot: string): string => join(webRoot, "static", "shop", "index.html");

const tracker = 'src="/static/analytics.js"';

/** The demo shop: one page for every address, with the shop's own write key in it. Without a build it leaves them to the console. */
export const shopPages = (webRoot: string | undefined, keyOfShop: () => Promise<string>): Router => {
	const router = Router();
	const page: RequestHandler = async (_request, response, next) => {
		if (webRoot === undefined || !existsSync(pageIn(webRoot))) return next();
		const [html, key] = await Promise.all([readFile(pageIn(webRoot), "utf8"), keyOfShop()]);
		response
			.setHeader("Cache-Control", "no-cache")
			.type("html")
			.send(html.replace(tracker, `${tracker} data-key="${key}"`));
	};
	router.get(addresses, page);
	return router;
};

/** What the shop asks of the API; closed with it, but for those who may read everything. */
export const shopPaths = [
	"/api/signup",
	"/api/products",
	"/api/product",
	"/api/search",
	"/api/categories",
	"/api/cart",
	"/api/orders",
	"/api/recommendations",
];

export const onlyReaders: RequestHandler = (request, response, next) => {
	const { role } = callerOf(response);
	if (readers.some((reader) => reader === role)) return next();
	throw new AppError(
		"forbidden",
		`The demo shop of this server is closed, and ${request.baseUrl} with it. Whoever runs it can open it with SHOP=on.`,
	);
};
