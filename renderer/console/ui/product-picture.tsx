import { IconPackage } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./product-picture.module.css";

interface Props {
	/** As the catalog has it. */
	readonly url: string | null;
	/** The product's, which the picture is told as. */
	readonly name: string;
	/** Of its box. */
	readonly className: string | undefined;
}

/** Pictures of other hosts would tell them which products an analyst looks at, and the content security policy refuses them. */
const isOwn = (url: string | null): url is string => url !== null && /^\/(?![/\\])/.test(url);

/** The product's own picture, served from here; a sign where it has none, or where it is not there. */
export const ProductPicture = ({ url, name, className }: Props) => {
	const [missing, setMissing] = useState<string | null>(null);
	if (isOwn(url) && url !== missing)
		return (
			<span className={className}>
				<img className={classes.picture} src={url} alt={name} loading="lazy" decoding="async" onError={() => setMissing(url)} />
			</span>
		);
	return (
		<span className={className} aria-hidden>
			<IconPackage size={20} stroke={1.4} />
		</span>
	);
};
