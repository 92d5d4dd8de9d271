import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Suspense } from "react";
import { newQueryClient } from "@/api/queryClient";
import { RealtimeProvider } from "./RealtimeProvider";
import { router } from "./router";
import { Toaster } from "./Toaster";

const client = newQueryClient();

export function App() {
  return (
    <QueryClientProvider client={client}>
      <RealtimeProvider>
        <Suspense>
          <RouterProvider router={router} />
        </Suspense>
        <Toaster />
      </RealtimeProvider>
    </QueryClientProvider>
  );
}
