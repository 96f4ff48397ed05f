-- A role for each service, which may read and write the rows of its own schema, and a role that owns the schema and
-- changes its tables. Run it as an administrator in Balas's database; it may be run again. Tables that already exist get
-- the new owner. Passwords are set separately: ALTER ROLE balas_bot PASSWORD '…'.
DO $$
DECLARE
  service text;
  login text;
  owner text;
  item record;
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  REVOKE ALL ON SCHEMA public FROM PUBLIC;
  FOREACH service IN ARRAY ARRAY['bot', 'sender', 'auth'] LOOP
    login := 'balas_' || service;
    owner := login || '_owner';
    IF to_regrole(login) IS NULL THEN
      EXECUTE format('CREATE ROLE %I LOGIN', login);
    END IF;
    IF to_regrole(owner) IS NULL THEN
      EXECUTE format('CREATE ROLE %I LOGIN', owner);
    END IF;
    EXECUTE format('GRANT %I TO CURRENT_USER', owner);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I, %I', current_database(), login, owner);

    IF to_regnamespace(service) IS NULL THEN
      EXECUTE format('CREATE SCHEMA %I AUTHORIZATION %I', service, owner);
    ELSE
      EXECUTE format('ALTER SCHEMA %I OWNER TO %I', service, owner);
    END IF;
    -- Sequences of a column follow their table.
    FOR item IN
      SELECT c.oid::regclass AS name, c.relkind AS kind FROM pg_class c
      WHERE c.relnamespace = to_regnamespace(service) AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
        AND NOT EXISTS (SELECT FROM pg_depend d
                        WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))
    LOOP
      EXECUTE format('ALTER %s %s OWNER TO %I',
        CASE item.kind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END,
        item.name, owner);
    END LOOP;
    FOR item IN SELECT p.oid::regprocedure AS name FROM pg_proc p WHERE p.pronamespace = to_regnamespace(service) LOOP
      EXECUTE format('ALTER FUNCTION %s OWNER TO %I', item.name, owner);
    END LOOP;

    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', service, login);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', service, login);
    EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO %I', service, login);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I '
      'GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', owner, service, login);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I '
      'GRANT USAGE, SELECT ON SEQUENCES TO %I', owner, service, login);
  END LOOP;
END
$$;
