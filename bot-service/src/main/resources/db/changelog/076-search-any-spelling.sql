--liquibase formatted sql

-- Small letters without accents, however they are composed. The extension unaccent is not needed.
--changeset balas:076-fold-text
CREATE FUNCTION bot.fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
    WHEN octet_length(value) = length(value) THEN lower(value)
    ELSE lower(translate(replace(replace(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f]', '', 'g'), 'ß', 'ss'), 'æ', 'ae'), 'ØøŁłĐđı', 'OoLlDdi'))
END;
--rollback DROP FUNCTION bot.fold;

-- Signs become spaces, so that INV-2026/0012 has the words inv, 2026 and 0012 in any text.
--changeset balas:076-split-words
CREATE FUNCTION bot.search_text(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(bot.fold(value), '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g');
--rollback DROP FUNCTION bot.search_text;

-- Texts with such numbers also have them as one word: inv20260012.
--changeset balas:076-search-terms splitStatements:false
CREATE FUNCTION bot.search_terms(value text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    IF value ~ '[[:alnum:]][-/._#]+[0-9]|[0-9][-/._#]+[[:alnum:]]' THEN
        RETURN to_tsvector('pg_catalog.simple', bot.search_text(value) || ' ' || bot.search_text(translate(value, '-/._#', '')));
    END IF;
    RETURN to_tsvector('pg_catalog.simple', bot.search_text(value));
END
$$;
--rollback DROP FUNCTION bot.search_terms;

-- All runs of six digits: a number is found by any six digits in a row.
--changeset balas:076-number-grams splitStatements:false
CREATE FUNCTION bot.number_grams(wa_id text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    digits text := split_part(wa_id, '@', 1);
    grams  text[] := '{}';
BEGIN
    FOR n IN 1 .. length(digits) - 5 LOOP
        grams := grams || substr(digits, n, 6);
    END LOOP;
    RETURN grams;
END
$$;
--rollback DROP FUNCTION bot.number_grams;

--changeset balas:076-search-contacts
CREATE INDEX contact_ids_grams ON bot.contact_ids USING gin (bot.number_grams(wa_id));
CREATE INDEX contacts_name ON bot.contacts USING gin (bot.search_terms(name)) WHERE name IS NOT NULL;
--rollback DROP INDEX bot.contacts_name;
--rollback DROP INDEX bot.contact_ids_grams;

-- CONCURRENTLY lets inserts and updates go on. It leaves an invalid index behind if it is interrupted.
--changeset balas:076-search-messages runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.messages_terms') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.messages_terms;
CREATE INDEX CONCURRENTLY messages_terms ON bot.messages USING gin (bot.search_terms(coalesce(words, '') || ' ' || coalesce(content ->> 'fileName', '')))
    WHERE words IS NOT NULL OR content ->> 'fileName' IS NOT NULL;
--rollback DROP INDEX bot.messages_terms;

--changeset balas:076-search-names runInTransaction:false
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_index WHERE indexrelid = to_regclass('bot.chat_summaries_terms') AND indisvalid
DROP INDEX CONCURRENTLY IF EXISTS bot.chat_summaries_terms;
CREATE INDEX CONCURRENTLY chat_summaries_terms ON bot.chat_summaries USING gin (bot.search_terms(name)) WHERE name IS NOT NULL;
--rollback DROP INDEX bot.chat_summaries_terms;

--changeset balas:076-drop-former-search runInTransaction:false
DROP INDEX CONCURRENTLY IF EXISTS bot.messages_words;
DROP INDEX CONCURRENTLY IF EXISTS bot.chat_summaries_name;
--rollback CREATE INDEX messages_words ON bot.messages USING gin (to_tsvector('simple', words)) WHERE words IS NOT NULL;
--rollback CREATE INDEX chat_summaries_name ON bot.chat_summaries USING gin (to_tsvector('simple', name)) WHERE name IS NOT NULL;
