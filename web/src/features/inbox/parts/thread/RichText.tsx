import { type ComponentType, Fragment, memo, type ReactNode } from "react";
import { type Block, type Inline, type Mark, parse } from "../../model/formatting";

const TAGS: Record<Mark, "b" | "i" | "s"> = { bold: "b", italic: "i", strike: "s" };
const CODE = "rounded-[3px] bg-fg/7 px-1 font-mono text-xs";

type Leaf = ComponentType<{ text: string }>;

interface RichTextProps {
  text: string;
  /** Draws plain words otherwise than as they are. */
  leaf?: Leaf;
}

/** A text as WhatsApp shows it. */
export const RichText = memo(function RichText({ text, leaf }: RichTextProps) {
  const blocks = parse(text);
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name, and a text does not change
    <Fragment key={index}>
      {block.kind === "line" && index > 0 && blocks[index - 1]?.kind === "line" && <br />}
      {shownBlock(block, leaf)}
    </Fragment>
  ));
});

function shownBlock(block: Block, leaf: Leaf | undefined): ReactNode {
  switch (block.kind) {
    case "code":
      return (
        <pre className="my-1 overflow-x-auto rounded-xs bg-fg/7 px-2 py-1 font-mono text-xs">
          {block.text}
        </pre>
      );
    case "quote":
      return (
        <blockquote className="my-0.5 border-l-3 border-line-strong pl-2 text-fg-2">
          {shown(block.children, leaf)}
        </blockquote>
      );
    case "item":
      return (
        <div className="flex gap-1.5">
          <span aria-hidden="true">{block.bullet}</span>
          <span>{shown(block.children, leaf)}</span>
        </div>
      );
    case "line":
      return shown(block.children, leaf);
  }
}

function shown(pieces: Inline[], leaf: Leaf | undefined): ReactNode {
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name, and a text does not change
    <Fragment key={index}>{shownPiece(piece, leaf)}</Fragment>
  ));
}

function shownPiece(piece: Inline, Leaf: Leaf | undefined): ReactNode {
  switch (piece.kind) {
    case "text":
      return Leaf === undefined ? piece.text : <Leaf text={piece.text} />;
    case "code":
      return <code className={CODE}>{piece.text}</code>;
    case "link":
      return (
        <a
          href={piece.href}
          target="_blank"
          rel="noreferrer"
          className="text-accent-text underline decoration-accent-line underline-offset-3 hover:decoration-current"
        >
          {piece.text}
        </a>
      );
    case "mark": {
      const Tag = TAGS[piece.mark];
      return (
        <Tag className={piece.mark === "bold" ? "font-semibold" : undefined}>
          {shown(piece.children, Leaf)}
        </Tag>
      );
    }
  }
}
