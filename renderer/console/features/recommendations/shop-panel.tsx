import { CodeBlock } from "../../ui/code-block.js";
import { Panel } from "../../ui/panel.js";
import classes from "./side.module.css";

const address = "GET /api/recommendations?client_id=…&session_id=…";

/** How a shop's page asks for the list. */
export const ShopPanel = () => (
	<Panel title="For the shop’s page">
		<div className={classes.shop}>
			<CodeBlock label="Address" text={address} wrap />
			<p className={classes.hint}>
				Both ids are those of the tracker, and count while the session lasts. A signed-in customer needs none. Prices and stock are always
				the catalog’s current ones.
			</p>
		</div>
	</Panel>
);
