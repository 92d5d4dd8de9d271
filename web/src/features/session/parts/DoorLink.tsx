import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface DoorLinkProps {
  to: NonNullable<LinkProps["to"]>;
  children: ReactNode;
}

/** From one page in front of the app to another. */
export function DoorLink({ to, children }: DoorLinkProps) {
  return (
    <Link to={to} className="font-medium text-accent-text underline underline-offset-3">
      {children}
    </Link>
  );
}
