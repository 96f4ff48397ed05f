export function ConversationPage({ chatId }: { chatId: string; message: string | undefined }) {
  return <p>{chatId}</p>;
}
