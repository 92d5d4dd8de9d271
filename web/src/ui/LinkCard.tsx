interface LinkCardProps {
  title: string;
  host: string;
  href: string;
}

/** A link of a message, with where it leads. */
export function LinkCard({ title, host, href }: LinkCardProps) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="-mx-1 mb-1.5 block rounded-xs bg-fg/5 px-2.5 py-2 text-xs hover:bg-fg/8"
    >
      <b className="block truncate text-sm font-semibold">{title}</b>
      <span className="block truncate text-fg-2">{host}</span>
    </a>
  );
}
