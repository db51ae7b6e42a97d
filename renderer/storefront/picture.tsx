import type { Product } from "./api.js";

/** FNV-1a, mixed once more so that texts alike get colours unlike: the same text, the same picture, everywhere. */
const seedOf = (text: string): number => {
	let seed = 0x811c9dc5;
	for (const character of text) seed = Math.imul(seed ^ (character.codePointAt(0) ?? 0), 0x01000193);
	seed = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
	return (seed ^ (seed >>> 13)) >>> 0;
};

const shapes = [
	"M60 150 L60 90 Q100 40 140 90 L140 150 Z",
	"M50 150 Q50 60 100 60 Q150 60 150 150 Z",
	"M40 130 L80 60 L120 60 L160 130 L130 150 L70 150 Z",
	"M100 50 L150 100 L100 150 L50 100 Z",
	"M45 100 a55 55 0 1 0 110 0 a55 55 0 1 0 -110 0 Z",
	"M60 55 L140 55 L150 150 L50 150 Z",
	"M50 80 L150 60 L140 140 L60 150 Z",
	"M100 45 L120 90 L165 95 L132 125 L142 165 L100 143 L58 165 L68 125 L35 95 L80 90 Z",
] as const;

/** Own pictures may be shown; those of other hosts would tell them who looks at what. */
const isOwn = (url: string | null): url is string => url?.startsWith("/") === true;

interface PictureProps {
	readonly product: Pick<Product, "slug" | "name" | "category" | "image_url">;
}

/** The product's own picture, or one drawn from its slug and category: a form of the category, in a colour of the product. */
export const Picture = ({ product: { slug, name, category, image_url } }: PictureProps) => {
	if (isOwn(image_url)) return <img className="picture" src={image_url} alt={name} width={200} height={200} loading="lazy" />;
	const hue = seedOf(slug) % 360;
	const shape = shapes[seedOf(category ?? "") % shapes.length];
	const tilt = (seedOf(slug) % 21) - 10;
	return (
		<svg className="picture" viewBox="0 0 200 200" role="img" aria-label={name} width={200} height={200}>
			<rect width="200" height="200" fill={`hsl(${hue} 32% 92%)`} />
			<g transform={`rotate(${tilt} 100 100)`}>
				<path d={shape} fill={`hsl(${hue} 44% 46%)`} />
				<path d={shape} fill={`hsl(${(hue + 35) % 360} 50% 66%)`} transform="translate(62 56) scale(0.38)" />
			</g>
		</svg>
	);
};
