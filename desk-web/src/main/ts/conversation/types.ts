// What the server sends about a chat, by the names of the conversation.

import type { AgentView, MacroView, MediaContent, MessageDetails, ReplyView, TeamView } from 'services/bot-service';

export type {
  Content, Label, MacroRun, MediaContent, MessageAct, MessagePage, Note, Outcome, Present, Reaction, ReplyMedia, ScheduledReply, TimelineEntry,
  TimelinePage, Vote,
} from 'services/bot-service';

export type Message = MessageDetails;
export type Author = Message['author'];
export type FileKind = MediaContent['kind'];
export type Agent = AgentView;
export type Team = TeamView;
export type SavedReply = ReplyView;
export type Macro = MacroView;
