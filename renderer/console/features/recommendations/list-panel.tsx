import { IconCheck } from "@tabler/icons-react";
import type { Explained } from "../../../../backend/contract/recommendations.js";
import type { Column } from "../../ui/column.js";
import { format } from "../../ui/format.js";
import { Tag } from "../../ui/kit.js";
import { Panel } from "../../ui/panel.js";
import { ProductPicture } from "../../ui/product-picture.js";
import { Empty } from "../../ui/states.js";
import classes from "./recommendations.module.css";
import { ways } from "./words.js";

type Item = Explained["items"][number];

const columns: readonly Column<Item>[] = [
	{ id: "product_id", header: "Product", value: (item) => item.product_id },
	{ id: "name", header: "Name", value: (item) => item.name },
	{ id: "category", header: "Category", value: (item) => item.category },
	{ id: "price", header: "Price", value: (item) => item.price, unit: "decimal" },
	{ id: "currency", header: "Currency", value: (item) => item.currency },
	{ id: "stock", header: "In stock", value: (item) => item.stock, unit: "count" },
	{ id: "way", header: "Way", value: (item) => item.because.kind },
	{ id: "reason", header: "Reason", value: (item) => item.reason },
	{ id: "score", header: "Score", value: (item) => item.score, unit: "decimal" },
];

const ListItem = ({ item, place }: { item: Item; place: number }) => (
	<li className={classes.item}>
		<span className={`num ${classes.place}`}>{place}</span>
		<ProductPicture url={item.image_url} name={item.name} className={classes.picture} />
		<div className={classes.about}>
			<h3>{item.name}</h3>
			<p>{item.reason}</p>
			<p className={classes.marks}>
				<span className={classes.way}>{ways[item.because.kind]}</span>
				{item.stock !== null && <span className="num">{`in stock: ${format.count(item.stock)}`}</span>}
				{item.category !== null && <span>{item.category}</span>}
			</p>
		</div>
		<div className={classes.worth}>
			{item.price !== null && <strong className="num">{format.money(item.price, item.currency)}</strong>}
			{item.score !== null && <small className="num">{`score ${format.decimal(item.score, 3)}`}</small>}
		</div>
	</li>
);

/** The list that visitors see, each product with the counts that put it there. */
export const ListPanel = ({ explained: { items } }: { explained: Explained }) => (
	<Panel
		title="Without a model"
		scope="session neighbours, the default"
		csv={{ columns, rows: items, file: ["recommendations"] }}
		controls={
			<Tag tone="accent" icon={IconCheck}>
				Shown to visitors
			</Tag>
		}
	>
		{items.length === 0 ? (
			<Empty title="No product is left to recommend">
				Everything that others looked at is out of stock, was bought before, or left the catalog. The switches above let it in again.
			</Empty>
		) : (
			<ol className={classes.items} aria-label="Recommended products">
				{items.map((item, at) => (
					<ListItem key={item.product_id} item={item} place={at + 1} />
				))}
			</ol>
		)}
	</Panel>
);
