import { useTranslation } from "react-i18next";

/** i18n-uses thread:emoji.* */
const GROUPS = [
  [
    "faces",
    "😀 😃 😄 😁 😅 😂 🤣 😊 😇 🙂 😉 😍 🥰 😘 😋 😜 🤗 🤔 🤝 😐 😏 🙄 😬 😌 😴 😷 🤒 🥳 😎 🤓 😕 😟 😮 😳 🥺 😢 😭 😱 😤 😡 🤯",
  ],
  ["hands", "👍 👎 👌 ✌️ 🤞 🤟 👋 🙌 👏 🙏 💪 👉 👈 👆 👇 ✋ 🫶 ✍️"],
  ["hearts", "❤️ 🧡 💛 💚 💙 💜 🖤 🤍 💔 💖 💯 ✨ ⭐ 🔥 🎉 🎊 🎁 🏆"],
  [
    "things",
    "📞 📱 💻 📷 🎥 📎 📄 📋 📅 ⏰ ⌛ 📍 🏠 🏥 🏢 🚗 🚚 📦 🛒 💳 💰 🔑 🔒 💊 🦷 👓 👕 👗 👟 💄",
  ],
  ["nature", "☀️ 🌤️ 🌧️ ⛈️ 🌈 🌱 🌷 🌹 🌻 🐶 🐱 🐦 🍎 🍕 🍔 🍰 ☕ 🍺"],
  ["signs", "✅ ❌ ⚠️ ❓ ❗ ➡️ ⬅️ ⬆️ ⬇️ 🔴 🟢 🟡 🔵 ⏳ 🔔 🆗 🆕 ♻️"],
] as const;

export default function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation(["inbox", "thread"]);
  return (
    <div className="max-h-64 overflow-auto">
      {GROUPS.map(([group, emojis]) => (
        <section key={group} aria-label={t(`thread:emoji.${group}`)}>
          <h3 className="px-2 pt-2 pb-1 text-xs font-medium text-fg-3">
            {t(`thread:emoji.${group}`)}
          </h3>
          <div className="grid grid-cols-8">
            {emojis.split(" ").map((emoji) => (
              <button
                key={emoji}
                type="button"
                aria-label={emoji}
                onClick={() => onPick(emoji)}
                className="grid aspect-square cursor-pointer place-items-center rounded text-[20px] leading-none hover:bg-hover"
              >
                {emoji}
              </button>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
