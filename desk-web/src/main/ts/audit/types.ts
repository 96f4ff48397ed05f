import type { AuditEntry } from 'services/auth-service';

export type Entry = AuditEntry;
