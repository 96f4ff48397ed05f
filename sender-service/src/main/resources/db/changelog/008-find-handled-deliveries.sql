--liquibase formatted sql

--changeset balas:008-find-handled-deliveries
CREATE INDEX acts_of_a_delivery ON sender.acts (subject) WHERE act IN ('resend', 'discard');
--rollback DROP INDEX sender.acts_of_a_delivery;
