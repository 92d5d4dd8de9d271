import { NotFound } from "./NotFound";

/** An address that no screen has. */
export function NotFoundPage() {
  return (
    <main className="h-full">
      <NotFound />
    </main>
  );
}
