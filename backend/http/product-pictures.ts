import type { RequestHandler } from "express";

const day = 86_400;

/** GET /static/products/{slug}.svg: pictures of the demo shop's products. `picture`: null for a product it does not have. */
export const productPictures =
	(picture: (slug: string) => string | null): RequestHandler<{ slug: string }> =>
	({ params: { slug } }, response, next) => {
		const svg = picture(slug);
		if (svg === null) return next();
		response.setHeader("Cache-Control", `public, max-age=${day}`);
		return response.type("svg").send(svg);
	};
