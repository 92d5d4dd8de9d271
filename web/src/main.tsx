import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { Starting } from "./app/Starting";
import { startSession } from "./features/session/actions";
import { startTexts } from "./i18n";
import { followSystem } from "./lib/theme";
import { watchVersion } from "./lib/version";
import "./styles/index.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

followSystem();
watchVersion();
const [started] = await Promise.allSettled([startSession(), startTexts()]);
createRoot(root).render(
  <StrictMode>
    {started.status === "fulfilled" ? <App /> : <Starting error={started.reason} />}
  </StrictMode>,
);
