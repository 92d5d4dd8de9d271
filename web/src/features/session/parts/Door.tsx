import type { ReactNode } from "react";
import { DoorFoot } from "./DoorFoot";
import { Mark } from "./Mark";

interface DoorProps {
  title: string;
  intro?: string | undefined;
  children: ReactNode;
}

/** The frame of every page in front of the app. */
export function Door({ title, intro, children }: DoorProps) {
  return (
    <div className="flex min-h-full flex-col border-t-4 border-accent">
      <main className="grid flex-1 place-items-center px-6 py-10">
        <div className="w-full max-w-96">
          <Mark />
          <h1 className="mt-5 text-lg font-semibold tracking-[-0.01em]">{title}</h1>
          {intro !== undefined && <p className="mt-1 text-fg-2">{intro}</p>}
          <div className="mt-6">{children}</div>
        </div>
      </main>
      <DoorFoot />
    </div>
  );
}
