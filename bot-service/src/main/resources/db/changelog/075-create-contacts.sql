--liquibase formatted sql

--changeset balas:075-create-contacts
CREATE TABLE bot.contacts (
    id         uuid        PRIMARY KEY,
    name       text,
    language   text        CHECK (language IN ('id', 'en')),
    fields     jsonb       NOT NULL DEFAULT '{}',
    first_seen timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    changed_by text,
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE bot.contact_ids (
    wa_id      text PRIMARY KEY,
    contact_id uuid NOT NULL REFERENCES bot.contacts ON DELETE CASCADE
);
CREATE INDEX contact_ids_contact ON bot.contact_ids (contact_id);
CREATE INDEX contacts_created ON bot.contacts (created_at, id);
CREATE INDEX contacts_edited ON bot.contacts (changed_at) WHERE changed_by IS NOT NULL;
CREATE INDEX contacts_fields ON bot.contacts USING gin (fields) WHERE fields <> '{}';
COMMENT ON TABLE bot.contacts IS 'a customer with one or more WhatsApp ids; labels and notes are those of the chats';
COMMENT ON COLUMN bot.contacts.name IS 'the name that we gave; null: the name in WhatsApp is shown';
COMMENT ON COLUMN bot.contacts.first_seen IS 'time of the first message; null for imported contacts without messages';
COMMENT ON COLUMN bot.contacts.changed_by IS 'null until a user changes or imports the contact';
COMMENT ON COLUMN bot.contact_ids.wa_id IS 'the chat id in all channels: a phone number or a hidden number';
--rollback DROP TABLE bot.contact_ids;
--rollback DROP TABLE bot.contacts;

--changeset balas:075-define-contact-fields
CREATE TABLE bot.contact_fields (
    key        text        PRIMARY KEY CHECK (key ~ '^[a-z][a-z0-9_]{0,39}$'),
    name       text        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('TEXT', 'NUMBER', 'DATE', 'YES_NO', 'CHOICE')),
    choices    text[]      NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE bot.contact_fields IS 'the custom fields of contacts, defined by admins';
--rollback DROP TABLE bot.contact_fields;

-- The condition has the type json, which has no index of its own. Few chats have restrictions.
--changeset balas:075-find-restricted-chats runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.chats_restricted') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.chats_restricted;
CREATE INDEX CONCURRENTLY chats_restricted ON bot.chats (chat_id) WHERE handling ->> 'restrictions' IS NOT NULL;
--rollback DROP INDEX bot.chats_restricted;

-- The planner takes nearly all chats for restricted ones otherwise, and reads the whole table.
--changeset balas:075-estimate-restricted-chats
CREATE STATISTICS bot.chats_restrictions ON (handling ->> 'restrictions') FROM bot.chats;
--rollback DROP STATISTICS bot.chats_restrictions;
