import type { SeedEstimate } from "../../../../backend/contract/seeding.js";
import { format } from "../../ui/format.js";
import classes from "./seeding.module.css";
import { dayMonth, fullDay } from "./words.js";

interface Props {
	readonly days: SeedEstimate["days"];
	/** Days whose visits are written; all of them for a run that is done, none before it begins. */
	readonly written: number;
}

const wide = 1000;
const high = 52;
const gap = 4;

/** Sessions of each day: filled once written, outlined before, marked on the days of the sale. A picture of the rows beside it. */
export const DaysChart = ({ days, written }: Props) => {
	const most = Math.max(1, ...days.map(({ sessions }) => sessions));
	const width = wide / days.length;
	const total = days.reduce((sum, { sessions }) => sum + sessions, 0);
	return (
		<figure className={classes.days}>
			<figcaption>
				<b>Sessions per day</b>
				<span data-key="written">written</span>
				<span data-key="coming">to come</span>
				{days.some(({ promotion }) => promotion) && <span data-key="sale">sale</span>}
			</figcaption>
			<svg
				viewBox={`0 0 ${wide} ${high}`}
				preserveAspectRatio="none"
				role="img"
				aria-label={`About ${format.count(Math.round(total))} sessions over ${days.length} days, ${Math.min(written, days.length)} of them written`}
			>
				{days.map(({ day, sessions, promotion }, at) => {
					const height = Math.max(1, (sessions / most) * (high - 2));
					return (
						<rect
							key={day}
							x={at * width + gap / 2}
							y={high - height}
							width={Math.max(1, width - gap)}
							height={height}
							data-written={at < written || undefined}
							data-sale={promotion || undefined}
						>
							<title>{`${fullDay(day)}: about ${format.count(Math.round(sessions))} sessions${promotion ? ", on sale" : ""}`}</title>
						</rect>
					);
				})}
			</svg>
			<div className={classes.ends}>
				<span>{dayMonth(days[0]?.day ?? "")}</span>
				<span>{dayMonth(days.at(-1)?.day ?? "")}</span>
			</div>
		</figure>
	);
};
