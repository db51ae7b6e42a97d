import { IconArrowRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useView, ViewTitle } from "../../app/view-title.js";
import { Page } from "../../ui/kit.js";
import classes from "./later.module.css";
import { placeOf } from "./places.js";

/** A view that a later version fills: what it will show, and what works now. No picture of data that is not there. */
export const PlaceView = () => {
	const view = useView();
	const place = placeOf(view.id);
	return (
		<Page>
			<ViewTitle />
			<section className={classes.place} aria-label={`What ${view.title} will show`}>
				<view.icon size={26} stroke={1.4} aria-hidden />
				<div>
					<p className={classes.will}>{place.will}</p>
					<p className={classes.later}>It comes with a later version.</p>
					<p className={classes.now}>
						{place.now}{" "}
						<Link to={place.link.to} search={(place.link.search ?? {}) as never}>
							{place.link.label}
							<IconArrowRight size={13} stroke={1.7} aria-hidden />
						</Link>
					</p>
				</div>
			</section>
		</Page>
	);
};
