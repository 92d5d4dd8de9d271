import {
  Contact,
  FileText,
  Image,
  type LucideIcon,
  MapPin,
  Mic,
  MousePointerClick,
  ShoppingCart,
  Sticker,
  Video,
} from "lucide-react";
import type { Message } from "@/api/types";
import { cardsOf, part, replyOf, text } from "./content";
import { plain } from "./formatting";

export interface Preview {
  icon?: LucideIcon | undefined;
  /** What it says; empty where the kind's own name must do. */
  words: string;
  /** The i18n key of the kind's name. */
  kind: KindKey;
}

/** Kinds with a name of their own. i18n-uses inbox:kind.* */
export const KINDS = [
  "text",
  "image",
  "video",
  "audio",
  "voice",
  "document",
  "sticker",
  "location",
  "contacts",
  "button",
  "interactive",
  "template",
  "order",
  "reaction",
  "system",
  "request_welcome",
  "unsupported",
] as const;
export type Kind = (typeof KINDS)[number];
export type KindKey = `kind.${Kind}`;

const ICONS: Partial<Record<Kind, LucideIcon>> = {
  image: Image,
  video: Video,
  audio: Mic,
  voice: Mic,
  document: FileText,
  sticker: Sticker,
  location: MapPin,
  contacts: Contact,
  button: MousePointerClick,
  order: ShoppingCart,
};

/** The kind of a message; what we do not know is `unsupported`. */
export function kindOf(message: Pick<Message, "type" | "content">): Kind {
  if (message.type === "audio" && (message.content as { voice?: unknown } | null)?.voice === true)
    return "voice";
  return KINDS.find((kind) => kind === message.type) ?? "unsupported";
}

/** A message in one line. */
export function previewOf(message: Pick<Message, "type" | "content" | "media">): Preview {
  const kind = kindOf(message);
  return { kind: `kind.${kind}`, icon: ICONS[kind], words: wordsOf(kind, message) };
}

function wordsOf(kind: Kind, { content, media }: Pick<Message, "content" | "media">): string {
  switch (kind) {
    case "text":
      return plain(text(content, "body"));
    case "image":
    case "video":
      return plain(media?.caption ?? "");
    case "document":
      return media?.fileName ?? "";
    case "button":
      return text(content, "text");
    case "interactive":
      return replyOf(content).title || plain(text(part(content, "body"), "text"));
    case "location":
      return text(content, "name") || text(content, "address");
    case "contacts":
      return cardsOf(content)[0]?.name ?? "";
    case "reaction":
      return text(content, "emoji");
    case "system":
      return text(content, "body");
    default:
      return "";
  }
}
