--liquibase formatted sql

--changeset balas:009-reopen-interrupted-resends
UPDATE sender.acts claim SET result = 'under way'
FROM sender.acts bulk
WHERE bulk.act = 'resend-failed' AND bulk.result = 'under way'
    AND claim.act = 'resend' AND claim.result = 'with ' || bulk.request_id;
--rollback UPDATE sender.acts SET result = 'with ' || split_part(request_id, '/', 1) WHERE act = 'resend' AND result = 'under way' AND request_id LIKE '%/%';
