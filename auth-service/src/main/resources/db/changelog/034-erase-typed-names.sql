--liquibase formatted sql

--changeset balas:034-erase-typed-names
-- A name that no account has may be a password in the wrong field. New entries have a keyed hash instead.
UPDATE auth.audit SET who = 'unknown' WHERE what IN ('login.failed', 'reset.failed') AND target IS NULL;
-- A name of an account may have been typed in another way: with another case, or as the e-mail address.
UPDATE auth.audit a SET who = u.username FROM auth.users u
WHERE a.what IN ('login.failed', 'reset.failed') AND a.target = 'user:' || u.id AND a.who <> u.username;
--rollback empty
