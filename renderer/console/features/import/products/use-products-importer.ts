import { onePerClient, useKept } from "../../../app/per-client.js";
import { sourceOf } from "../use-importer.js";
import { createProductsImporter, type ProductsImporter, type ProductsState } from "./importer.js";

export const useProductsImporter = onePerClient((deps) => createProductsImporter(sourceOf(deps)));

export const useProductsState = (importer: ProductsImporter): ProductsState => useKept(importer);
