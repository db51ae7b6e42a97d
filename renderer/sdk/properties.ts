export interface Properties {
	readonly [name: string]: unknown;
}

export interface Track {
	/** What happened, such as `product_added`. */
	(name: string, properties?: Properties): void;
	/** The predecessor's order of arguments. */
	(page: string, name: string, properties?: Properties): void;
}
