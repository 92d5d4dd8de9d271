// The component set with its states on one page, for people who work on it: `npm run dev`, then /gallery/. Not part of the build.
import { createRoot } from "react-dom/client";
import "../src/styles/index.css";
import { Gallery } from "./Gallery";

const theme = new URLSearchParams(location.search).get("theme");
if (theme !== null) document.documentElement.dataset.theme = theme;

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(<Gallery />);
