import "@fontsource-variable/inter/index.css";
import "./design/tokens.css";
import "./design/base.css";
import "./design/parts.css";
import "./design/layout.css";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { queryClient } from "./app/client.ts";
import { router } from "./app/router.tsx";
import { startTheme } from "./app/theme.ts";

startTheme();
const root = document.querySelector("#root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </CSPProvider>
  </StrictMode>,
);
