export interface Entry {
  id: number;
  at: string;
  userId: string | null;
  user: string | null;
  apiKeyId: string | null;
  action: string;
  target: string | null;
  address: string;
  detail: string | null;
}
