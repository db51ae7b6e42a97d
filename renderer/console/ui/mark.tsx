/** The product's mark. */
export const Mark = ({ size }: { size: number }) => (
	<svg viewBox="0 0 32 32" width={size} height={size} aria-hidden>
		<rect width="32" height="32" rx="8" fill="#2F5BD7" />
		<path d="M6 21.5l6-7 4.5 4.5L25 10" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" strokeLinejoin="round" />
		<circle cx="25.5" cy="9.5" r="2.6" fill="#fff" />
	</svg>
);
