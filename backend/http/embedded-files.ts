import { join } from "node:path";
import express, { type RequestHandler, Router } from "express";

/** Shops on other origins load these files; there is nothing in them that belongs to anyone. */
const forAnyShop: RequestHandler = (_request, response, next) => {
	response.setHeader("Access-Control-Allow-Origin", "*");
	response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
	response.setHeader("X-Content-Type-Options", "nosniff");
	next();
};

/** The tracker under /static. Its name never changes, so browsers ask again after five minutes. */
export const embeddedFiles = (webRoot: string | undefined): Router => {
	const router = Router();
	if (webRoot !== undefined)
		router.use(forAnyShop, express.static(join(webRoot, "static"), { maxAge: "5m", index: false, redirect: false }));
	return router;
};
