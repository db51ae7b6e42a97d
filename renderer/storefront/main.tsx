import { createRoot } from "react-dom/client";
import { App } from "./app.js";
import "./base.css";
import "./shop.css";
import "./products.css";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no place for the shop.");
createRoot(root).render(<App />);
