// What the server sends about a chat. Only the fields that the conversation uses.

export type Author = 'CUSTOMER' | 'PHONE' | 'BOT' | 'AI' | 'ADMIN' | 'AGENT' | 'NOTICE' | 'API';
export type FileKind = 'IMAGE' | 'VIDEO' | 'GIF' | 'SHORT' | 'AUDIO' | 'VOICE' | 'DOCUMENT' | 'STICKER';

export interface MediaContent {
  '@type': 'Media';
  kind: FileKind;
  mediaId?: string | null;
  link?: string | null;
  mimeType: string;
  fileName?: string | null;
  caption?: string | null;
  size?: number | null;
  seconds?: number | null;
  viewOnce?: boolean | null;
}

export type Content =
  | { '@type': 'Text'; body: string }
  | MediaContent
  | { '@type': 'Location'; latitude: number; longitude: number; name?: string | null; address?: string | null; live?: boolean | null }
  | { '@type': 'Contact'; name: string; vcard?: string | null }
  | { '@type': 'Choice'; id: string; title: string }
  | { '@type': 'Reaction'; messageId: string; emoji: string }
  | { '@type': 'Edit'; messageId: string; content: Content }
  | { '@type': 'Deletion'; messageId: string }
  | { '@type': 'Forward'; messageId: string; content: Content }
  | { '@type': 'Unsupported'; type: string; raw: unknown };

export interface Reaction { emoji: string; at: string; id: string }
export interface Vote { options: string[]; at: string; id: string }

/** What one of us did with a message. `end` is missing until WhatsApp has answered. */
export interface MessageAct {
  content?: Content | null;
  user?: string | null;
  causeId?: string | null;
  at?: string | null;
  end?: { status: string; at: string; reason?: string | null } | null;
}

export interface Message {
  id: string;
  providerId: string | null;
  author: Author;
  authorUser: string | null;
  authorName: string | null;
  basis: string | null;
  causeId: string | null;
  text: string;
  content: Content | null;
  original: Content | null;
  quotedId: string | null;
  sentAt: string;
  receivedAt: string | null;
  backfilled: boolean;
  editedAt: string | null;
  deletedAt: string | null;
  status: string | null;
  statusAt: string | null;
  statusReason: string | null;
  reactions: Record<string, Reaction> | null;
  votes: Record<string, Vote> | null;
  acts: Record<string, MessageAct> | null;
}

/** Newest first, as the server sends it. `next` leads to older messages, `previous` to newer ones. */
export interface MessagePage { messages: Message[]; next: string | null; previous: string | null }

export interface Note { id: string; text: string; author: string; at: string }

export interface TimelineEntry {
  at: string;
  kind: 'message' | 'command';
  id: string;
  author: string | null;
  authorUser: string | null;
  text: string | null;
  basis: string | null;
  causeId: string | null;
  status: string | null;
  statusReason: string | null;
  outcome: string | null;
  rule: string | null;
  /** Who gave the command, if a user did. */
  by?: string | null;
  endedBy: string | null;
  emits: string[];
}
export interface TimelinePage { entries: TimelineEntry[]; next: string | null }

/** The answer to an action. */
export interface Outcome { commandId: string; state: 'DONE' | 'FAILED' | 'REFUSED' | 'PENDING' | 'LATE'; rule: string | null }

export interface Present { username: string; activity: 'LOOKING' | 'TYPING' }

export interface Agent { username: string; name: string; role: string; available: boolean; load: number; teams: number[] }
export interface Team { id: number; name: string; members: string[] }
export interface Label { id: string; name: string; color: string | null; chats: number }

export interface SavedReply { id: number; shortcut: string; team: number | null; textId: string | null; textEn: string | null; media: ReplyMedia | null }
export interface ReplyMedia { kind: FileKind; mediaId?: string | null; link?: string | null; mimeType: string; fileName?: string | null; caption?: string | null }
export interface Macro {
  id: number;
  name: string;
  team: number | null;
  acts: { savedReply?: number | null; text?: string | null; labels?: string[] | null; assignee?: string | null; team?: string | null; snoozeFor?: string | null; resolve?: boolean | null };
}
export interface MacroRun { state: string; acts: { act: string; state: string; rule: string | null; commandId: string | null }[] }

export interface ScheduledReply {
  id: string;
  chat: string;
  author: string;
  content: Content | null;
  at: string;
  state: 'WAITING' | 'SENDING' | 'SENT' | 'REFUSED' | 'FAILED' | 'CANCELLED';
  reason: string | null;
}
