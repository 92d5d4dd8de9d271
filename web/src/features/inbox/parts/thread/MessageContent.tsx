import { Ban } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "@/api/types";
import { ContactCard, FileCard, Icon, LocationCard, MediaFrame } from "@/ui";
import { cardsOf, number, part, replyOf, text } from "../../model/content";
import { isOnlyEmoji } from "../../model/formatting";
import { kindOf, previewOf } from "../../model/preview";
import { OrderContent } from "./OrderContent";
import { RichText } from "./RichText";
import { TemplateContent } from "./TemplateContent";

interface MessageContentProps {
  message: Pick<Message, "type" | "content" | "media" | "numberId">;
  /** Time and tick: where they stand depends on what they stand with. */
  meta: (block: boolean) => ReactNode;
}

/** What a message says, whatever its kind. */
export function MessageContent({ message, meta }: MessageContentProps) {
  const { t } = useTranslation(["inbox", "thread"]);
  const { content, media } = message;
  const kind = kindOf(message);
  const preview = previewOf(message);
  switch (kind) {
    case "text":
      return <Words text={text(content, "body")} meta={meta} />;
    case "image":
    case "video":
      return (
        <>
          {preview.icon && (
            <MediaFrame
              icon={preview.icon}
              label={t(preview.kind)}
              detail={t("thread:media.pending")}
            />
          )}
          <Caption caption={media?.caption} meta={meta} />
        </>
      );
    case "sticker":
    case "audio":
    case "voice":
      return (
        <>
          <span className="flex items-center gap-2">
            {preview.icon && <Icon of={preview.icon} size={20} className="text-fg-2" />}
            <span>
              <span className="block font-medium">{t(preview.kind)}</span>
              <span className="block text-xs text-fg-2">{t("thread:media.pending")}</span>
            </span>
          </span>
          {meta(true)}
        </>
      );
    case "document":
      return (
        <>
          <FileCard
            kind={extension(media?.fileName, media?.mimeType)}
            name={media?.fileName ?? t(preview.kind)}
            detail={t("thread:media.pending")}
          />
          <Caption caption={media?.caption} meta={meta} flat />
        </>
      );
    case "location":
      return <Place content={content} meta={meta} />;
    case "contacts":
      return (
        <>
          {cardsOf(content).map((card) => (
            <ContactCard
              key={`${card.name}${card.phone}`}
              name={card.name || t(preview.kind)}
              detail={[card.phone, card.org].filter(Boolean).join(" · ") || undefined}
            />
          ))}
          {meta(true)}
        </>
      );
    case "button":
      return <Words text={text(content, "text")} meta={meta} />;
    case "interactive":
      return <Interactive content={content} meta={meta} />;
    case "template":
      return <TemplateContent content={content} numberId={message.numberId} meta={meta} />;
    case "order":
      return <OrderContent content={content} meta={meta} />;
    default:
      return (
        <span className="text-fg-3 italic">
          <Icon of={Ban} size={14} className="mr-1 inline align-[-2px]" />
          {t("kind.unsupported")}
          {meta(false)}
        </span>
      );
  }
}

type Meta = MessageContentProps["meta"];

function Words({ text: words, meta }: { text: string; meta: Meta }) {
  if (isOnlyEmoji(words)) {
    return (
      <>
        <span className="block text-[40px] leading-12">{words}</span>
        {meta(true)}
      </>
    );
  }
  return (
    <>
      <RichText text={words} />
      {meta(false)}
    </>
  );
}

function Caption({
  caption,
  meta,
  flat = false,
}: {
  caption: string | null | undefined;
  meta: Meta;
  flat?: boolean;
}) {
  if (!caption) return meta(true);
  return (
    <div className={flat ? "pt-1" : "px-2 pt-1.5 pb-1"}>
      <RichText text={caption} />
      {meta(false)}
    </div>
  );
}

function Place({ content, meta }: { content: unknown; meta: Meta }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const latitude = number(content, "latitude");
  const longitude = number(content, "longitude");
  const at = `${latitude ?? ""},${longitude ?? ""}`;
  return (
    <>
      <LocationCard
        title={text(content, "name") || t("kind.location")}
        address={text(content, "address") || at}
        href={`https://www.openstreetmap.org/?mlat=${latitude ?? 0}&mlon=${longitude ?? 0}#map=17/${latitude ?? 0}/${longitude ?? 0}`}
        label={t("thread:location.open")}
      />
      {meta(true)}
    </>
  );
}

function Interactive({ content, meta }: { content: unknown; meta: Meta }) {
  const { t } = useTranslation(["inbox", "thread"]);
  const asked = text(part(content, "body"), "text");
  if (asked !== "") return <Words text={asked} meta={meta} />;
  const reply = replyOf(content);
  const title =
    reply.kind === "call"
      ? t(reply.title === "accept" ? "thread:reply.callYes" : "thread:reply.callNo")
      : reply.title;
  return (
    <>
      {title || t("kind.interactive")}
      {reply.description !== "" && (
        <span className="block text-sm text-fg-2">{reply.description}</span>
      )}
      {reply.fields.length > 0 && (
        <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-sm">
          {reply.fields.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-fg-3">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {meta(false)}
    </>
  );
}

function extension(
  fileName: string | null | undefined,
  mimeType: string | null | undefined,
): string {
  const ending = /\.([a-z0-9]{1,4})$/iu.exec(fileName ?? "")?.[1];
  return ending ?? mimeType?.split(";")[0]?.split("/").at(-1) ?? "";
}
