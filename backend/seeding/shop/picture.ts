import { mix, openRandom } from "../random.js";
import { categories, type Form } from "./categories.js";
import { productBySlug } from "./products.js";

/** Silhouettes on a field of 200 by 200, the ground at 168: a body, and what lies on it in a lighter tone. */
const forms: Readonly<Record<Form, readonly [body: string, light: string]>> = {
	mug: [
		"M58 66h76v76a26 26 0 0 1-26 26H84a26 26 0 0 1-26-26ZM134 82h12a20 20 0 0 1 0 52h-12v-12h10a8 8 0 0 0 0-28h-10Z",
		"M58 66h76v12H58Z",
	],
	bowl: ["M36 88h128a64 64 0 0 1-44 72v8H80v-8a64 64 0 0 1-44-72Z", "M36 88h128l-2 14H38Z"],
	bottle: ["M86 34h28v30c0 10 20 18 20 42v52a10 10 0 0 1-10 10H76a10 10 0 0 1-10-10v-52c0-24 20-32 20-42Z", "M66 112h68v26H66Z"],
	jar: [
		"M62 62h76a10 10 0 0 1 10 10v86a10 10 0 0 1-10 10H62a10 10 0 0 1-10-10V72a10 10 0 0 1 10-10Z",
		"M66 40h68a6 6 0 0 1 6 6v16H60V46a6 6 0 0 1 6-6Z",
	],
	lamp: ["M94 92h12v66h26v10H68v-10h26Z", "M76 36h48l24 60H52Z"],
	chair: ["M64 36h12v60h60v72h-12v-40H76v40H64Z", "M70 90h66v16H70Z"],
	table: ["M32 84h136v14H32ZM44 98h12v70H44ZM144 98h12v70h-12Z", "M64 98h72v20H64Z"],
	box: ["M40 58h120v110H40Z", "M40 58h120v16H40ZM40 110h120v8H40Z"],
	cloth: ["M44 48c30 14 82-14 112 0v104c-30 14-82-14-112 0Z", "M44 72c30 14 82-14 112 0v14c-30-14-82 14-112 0Z"],
	cushion: ["M44 56c38 10 74 10 112 0-10 36-10 64 0 100-38-10-74-10-112 0 10-36 10-64 0-100Z", "M84 92h32v32H84Z"],
	frame: ["M48 34h104v134H48Z", "M62 48h76v106H62Z"],
	plant: ["M62 112h76l-10 56H72Z", "M100 112C60 104 52 70 60 44c26 8 40 32 40 68Zm0 0c0-36 14-60 40-68 8 26 0 60-40 68Z"],
	tool: ["M94 92h12l6 70a12 12 0 0 1-24 6Z", "M100 30c22 20 22 46 6 62H94c-16-16-16-42 6-62Z"],
	candle: ["M66 86h68v82H66Z", "M100 34c14 18 16 30 0 44-16-14-14-26 0-44ZM66 86h68v10H66Z"],
	bag: ["M44 84h112l-12 84H56Z", "M72 84c0-54 56-54 56 0h-12c0-34-32-34-32 0Z"],
	clock: ["M100 34a66 66 0 1 0 .1 0Z", "M94 62h12v36l24 16-6 10-30-20Z"],
};

/** A picture of the product, the same on every machine: its category's form, in its own colours. Null for what is no product of the shop. */
export const pictureOf = (slug: string): string | null => {
	const product = productBySlug.get(slug);
	if (!product) return null;
	const [body, light] = forms[categories[product.categoryAt]?.form ?? "box"];
	const random = openRandom(
		mix(0x91c7, product.categoryAt),
		Array.from({ length: slug.length }, (_, at) => slug.charCodeAt(at)).reduce(mix, 0),
	);
	const hue = (product.categoryAt * 47 + random.below(40)) % 360;
	const tilt = random.below(9) - 4;
	const size = 0.86 + random.next() * 0.16;
	const place = `translate(100 108) rotate(${tilt}) scale(${size.toFixed(3)}) translate(-100 -108)`;
	return [
		'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="200" height="200">',
		`<rect width="200" height="200" fill="hsl(${hue} 30% 93%)"/>`,
		`<ellipse cx="100" cy="172" rx="${48 + random.below(14)}" ry="6" fill="hsl(${hue} 22% 84%)"/>`,
		`<g transform="${place}"><path d="${body}" fill="hsl(${hue} ${34 + random.below(16)}% ${40 + random.below(10)}%)"/>`,
		`<path d="${light}" fill="hsl(${(hue + 18 + random.below(30)) % 360} 46% ${66 + random.below(10)}%)"/></g></svg>`,
	].join("");
};
