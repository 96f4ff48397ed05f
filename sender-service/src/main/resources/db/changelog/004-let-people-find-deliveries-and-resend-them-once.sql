--liquibase formatted sql

--changeset balas:004-let-people-find-deliveries
CREATE INDEX deliveries_of_a_chat ON sender.deliveries (chat_id, created_at);
CREATE INDEX deliveries_ended_badly ON sender.deliveries (created_at, outbound_id) WHERE state IN ('FAILED', 'DROPPED');
--rollback DROP INDEX sender.deliveries_of_a_chat; DROP INDEX sender.deliveries_ended_badly;

--changeset balas:004-resend-a-delivery-once
CREATE UNIQUE INDEX acts_resend_once ON sender.acts (subject) WHERE act = 'resend';
--rollback DROP INDEX sender.acts_resend_once;
