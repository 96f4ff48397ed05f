// The emoji that support teams use. Loaded when it is opened first.

const ALL = [
  '🙏', '👍', '😊', '😀', '😄', '😁', '😅', '😂', '🙂', '😉', '😍', '🥰', '😘', '🤗', '🤩', '😎', '🤔', '😐', '😮', '😢', '😭', '😞', '😓', '😡', '😴', '🤒',
  '👋', '👌', '✌️', '🤝', '👏', '🙌', '💪', '👀', '👉', '👇', '☝️', '❤️', '🧡', '💛', '💚', '💙', '💜', '💯', '✨', '⭐', '🔥', '🎉', '🎁', '🎂', '💐', '🌹',
  '✅', '☑️', '❌', '❗', '❓', '⚠️', '🚫', '⏰', '⏳', '📅', '📌', '📍', '📞', '📱', '💻', '📷', '📄', '📎', '📦', '🚚', '🛵', '✈️', '🏠', '🏢', '🏪', '🛒',
  '💳', '💰', '💵', '🧾', '🏷️', '🔧', '🔑', '🔒', '🔎', '💡', '☕', '🍽️', '🍜', '🍰', '👕', '👗', '👟', '👜', '☀️', '🌙', '🌧️', '🌈', '🇮🇩', '1️⃣', '2️⃣', '3️⃣',
];

export function Emoji({ onChoose }: { onChoose: (emoji: string) => void }) {
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
    const own = event.currentTarget as HTMLElement;
    const all = [...own.querySelectorAll('button')];
    const next = step === undefined ? undefined : all[all.indexOf(document.activeElement as HTMLButtonElement) + step];
    if (next !== undefined) {
      event.preventDefault();
      next.focus();
    }
  };
  return (
    <div class="emoji" onKeyDown={move}>
      {ALL.map((emoji, index) => (
        <button key={emoji} type="button" class="quiet" tabIndex={index === 0 ? 0 : -1} onClick={() => onChoose(emoji)}>
          {emoji}
        </button>
      ))}
    </div>
  );
}
