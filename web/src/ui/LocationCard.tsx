import { cn } from "@/lib/cn";

interface LocationCardProps {
  title: string;
  address?: string | undefined;
  /** Where a click shows it on a map. */
  href: string;
  label: string;
  className?: string | undefined;
}

/** A place on a drawn card: no map of strangers is loaded to show it. */
export function LocationCard({ title, address, href, label, className }: LocationCardProps) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      title={label}
      className={cn("block w-70 max-w-full hover:opacity-90", className)}
    >
      <svg viewBox="0 0 300 120" aria-hidden="true" className="block w-full rounded-t-[9px]">
        <rect width="300" height="120" className="fill-active" />
        <g fill="none" className="stroke-surface">
          <path d="M-10 92 310 40" strokeWidth="12" />
          <path d="M64-10 108 130M196-10 230 130M-10 24 310-20M-10 138 310 94" strokeWidth="6" />
          <path d="M16-10 48 130M136-10 168 130M260-10 290 130" strokeWidth="3" />
        </g>
        <path
          d="M150 78c-10-12-16-19-16-27a16 16 0 0 1 32 0c0 8-6 15-16 27z"
          className="fill-accent"
        />
        <circle cx="150" cy="51" r="5.5" fill="#fff" />
      </svg>
      <div className="px-2 pt-2 pb-0.5">
        <b className="block font-semibold">{title}</b>
        {address !== undefined && <span className="block text-sm text-fg-2">{address}</span>}
      </div>
    </a>
  );
}
