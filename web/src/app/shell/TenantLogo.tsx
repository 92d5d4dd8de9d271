import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { logoQuery } from "../logoQuery";

interface TenantLogoProps {
  logoUrl: string;
  /** Until it is there, and where it cannot be had. */
  children: ReactNode;
}

/** The company's logo, on white in both themes: most logos are made for paper. */
export default function TenantLogo({ logoUrl, children }: TenantLogoProps) {
  const { data } = useQuery(logoQuery(logoUrl));
  if (data === undefined) return children;
  return (
    <span className="absolute -inset-px overflow-hidden rounded border border-line bg-white p-0.5">
      <img src={data} alt="" className="size-full object-contain" />
    </span>
  );
}
