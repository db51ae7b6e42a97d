import { format } from "../../ui/format.js";
import { Two } from "../../ui/two.js";
import { type ReportData, ReportPage, ReportPanel, type ReportRow } from "../reports/reports.js";

/** The newest name that was sent, else the id. */
const named =
	(name: string, id: string) =>
	(row: ReportRow, data: ReportData): string =>
		data.text(row, name) ?? data.text(row, id) ?? "–";

const columns = [
	"product_name",
	"product_id",
	"views",
	"view_to_cart",
	"cart_to_buy",
	"orders",
	"quantity",
	"revenue",
	"refunded",
] as const;
const headers = {
	product_name: "Product",
	product_id: "Id",
	view_to_cart: "View to cart",
	cart_to_buy: "Cart to order",
	quantity: "Pieces",
} as const;
/** Whole but where a shop sells by weight or length. */
const pieces = (row: ReportRow, data: ReportData): string => {
	const quantity = data.number(row, "quantity");
	return quantity === null || Number.isInteger(quantity) ? format.count(quantity) : format.decimal(quantity);
};

const show = { product_name: named("product_name", "product_id"), quantity: pieces };
const wide = ["product_id", "quantity", "cart_to_buy"] as const;

const categoryColumns = ["category", "products", "views", "view_to_buy", "orders", "revenue"] as const;
const categoryHeaders = { view_to_buy: "View to order" } as const;
const categoryMissing = { category: "without a category" } as const;
const categoryWide = ["views", "view_to_buy"] as const;

const pairColumns = ["name_a", "name_b", "orders", "a_then_b", "b_then_a", "lift"] as const;
const pairHeaders = {
	name_a: "Product",
	name_b: "Bought with",
	a_then_b: "Then the second",
	b_then_a: "Then the first",
	lift: "Lift",
} as const;
const pairShow = { name_a: named("name_a", "product_a"), name_b: named("name_b", "product_b") };
const pairWide = ["a_then_b", "b_then_a"] as const;

export const ProductsView = () => (
	<ReportPage>
		{(frame) => (
			<>
				<ReportPanel
					frame={frame}
					report="products"
					title="Products"
					scope="rates of sessions; revenue of their own lines"
					rows="products"
					whyEmpty="A product is named by an event’s product_id, or by the items of its products. No event of these days names one."
					main="revenue"
					only={columns}
					headers={headers}
					show={show}
					wideOnly={wide}
					pageRows={15}
				/>
				<Two stacked={frame.by !== undefined}>
					<ReportPanel
						frame={frame}
						report="categories"
						title="Categories"
						rows="categories"
						main="revenue"
						only={categoryColumns}
						headers={categoryHeaders}
						missing={categoryMissing}
						wideOnly={categoryWide}
						pageRows={10}
					/>
					<ReportPanel
						frame={frame}
						report="bought-together"
						title="Bought together"
						scope="pairs in one order; a lift above 1 is more than chance"
						rows="pairs"
						whyEmpty="No order of these days holds two products."
						main="orders"
						only={pairColumns}
						headers={pairHeaders}
						show={pairShow}
						wideOnly={pairWide}
						pageRows={10}
					/>
				</Two>
			</>
		)}
	</ReportPage>
);
