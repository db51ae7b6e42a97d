/** A function of text that remembers its newest answers; beyond `atMost` the oldest is forgotten. */
export const remember = <T>(atMost: number, compute: (text: string) => T): ((text: string) => T) => {
	const known = new Map<string, T>();
	return (text) => {
		const found = known.get(text);
		if (found !== undefined) return found;
		const made = compute(text);
		known.set(text, made);
		const oldest = known.size > atMost ? known.keys().next().value : undefined;
		if (oldest !== undefined) known.delete(oldest);
		return made;
	};
};
