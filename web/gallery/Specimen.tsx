import type { ReactNode } from "react";

interface SpecimenProps {
  caption: string;
  wide?: boolean;
  children: ReactNode;
}

export function Specimen({ caption, wide = false, children }: SpecimenProps) {
  return (
    <figure className={`m-0 flex flex-col gap-1.5 ${wide ? "w-full" : ""}`}>
      <div className="flex min-h-8 items-center">{children}</div>
      <figcaption className="text-2xs font-normal text-fg-3">{caption}</figcaption>
    </figure>
  );
}
