import { useId } from "react";
import classes from "./charts.module.css";

const [width, height, pad] = [160, 24, 2];

/** Gaps stay gaps: a null breaks the line. */
export const sparkPath = (values: readonly (number | null)[]): string => {
	const known = values.filter((value) => value !== null);
	const [low, high] = [Math.min(...known), Math.max(...known)];
	const span = high - low || 1;
	const step = width / Math.max(1, values.length - 1);
	let pen = "M";
	return values
		.flatMap((value, index) => {
			if (value === null) {
				pen = "M";
				return [];
			}
			const y = high === low ? height / 2 : height - pad - ((value - low) / span) * (height - 2 * pad);
			const part = `${pen}${(index * step).toFixed(1)} ${y.toFixed(1)}`;
			pen = "L";
			return [part];
		})
		.join("");
};

/** Its own scale, no axis, hidden from who cannot see it: the number beside says what matters. Nothing under two points. */
export const Sparkline = ({ values }: { values: readonly (number | null)[] }) => {
	const id = useId();
	if (values.filter((value) => value !== null).length < 2) return <span className={classes.spark} />;
	const path = sparkPath(values);
	const whole = !values.includes(null);
	return (
		<svg className={classes.spark} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden>
			<linearGradient id={id} x1="0" x2="0" y1="0" y2="1">
				<stop offset="0" stopColor="var(--series-1)" stopOpacity="0.16" />
				<stop offset="1" stopColor="var(--series-1)" stopOpacity="0" />
			</linearGradient>
			{whole && <path d={`${path}L${width} ${height}L0 ${height}Z`} fill={`url(#${id})`} />}
			<path d={path} fill="none" stroke="var(--series-1)" strokeWidth="1.5" strokeLinejoin="round" vectorEffect="non-scaling-stroke" />
		</svg>
	);
};
