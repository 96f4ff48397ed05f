// Whether the reader sees the newest message of a chat, so that the chat counts as read.

export class Reading {
  private isEndSeen = false;
  private lastRead: string | null = null;
  private isLeaving = false;

  /** The end has come into sight or is out of it. Returns whether it has just come. */
  moved(isEndSeen: boolean): boolean {
    const hasCome = isEndSeen && !this.isEndSeen;
    this.isEndSeen = isEndSeen;
    return hasCome;
  }

  /** Returns whether to report the chat as read: once for each newest message. */
  reports(newest: string | null, unread: number, isVisible: boolean): boolean {
    if (this.isLeaving || !this.isEndSeen || !isVisible || unread === 0 || newest === this.lastRead) {
      return false;
    }
    this.lastRead = newest;
    return true;
  }

  /** The user marks the chat as unread, and leaves it then: what is in sight meanwhile must not clear the mark. */
  leave(): void {
    this.isLeaving = true;
  }

  /** The mark has failed. */
  stay(): void {
    this.isLeaving = false;
  }

  /** The report has not arrived. */
  failed(): void {
    this.lastRead = null;
  }
}
