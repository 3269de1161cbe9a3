import type { Client } from 'pg'
import type { Mutant, MutantKind } from './mutant.ts'

type Found = { readonly kind: MutantKind; readonly rule: string; readonly table_name: string; readonly sql: string }

const inOurSchemas = "c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)"

/** Each query names rules that the database keeps, and the statement that takes one away: a rule that is added tomorrow is found too. */
const queries: readonly string[] = [
  `select case contype when 'c' then 'check' when 'x' then 'exclusion' else 'unique' end as kind, conname as rule, c.relname as table_name,
          format('alter table %s drop constraint %I cascade', c.oid::regclass, conname) as sql
     from pg_constraint k join pg_class c on c.oid = k.conrelid where contype in ('c', 'x', 'u', 'p') and ${inOurSchemas}`,
  `select 'unique' as kind, i.relname as rule, c.relname as table_name, format('drop index %s cascade', i.oid::regclass) as sql
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
    where x.indisunique and ${inOurSchemas} and not exists (select from pg_constraint k where k.conindid = i.oid and contype in ('p', 'u', 'x'))`,
  `select 'trigger' as kind, tgname as rule, c.relname as table_name, format('alter table %s disable trigger %I', c.oid::regclass, tgname) as sql
     from pg_trigger t join pg_class c on c.oid = t.tgrelid where not tgisinternal and ${inOurSchemas}`,
  `select 'security' as kind, 'row level security' as rule, c.relname as table_name, format('alter table %s disable row level security', c.oid::regclass) as sql
     from pg_class c where relkind in ('r', 'p') and relrowsecurity and ${inOurSchemas}
   union all
   select 'security', 'forced row level security', c.relname, format('alter table %s no force row level security', c.oid::regclass)
     from pg_class c where relforcerowsecurity and ${inOurSchemas}
   union all
   select 'security', 'security invoker', c.relname, format('alter view %s set (security_invoker = false)', c.oid::regclass)
     from pg_class c where relkind = 'v' and 'security_invoker=true' = any (reloptions) and ${inOurSchemas}`,
  `select 'policy' as kind, polname || ' using' as rule, c.relname as table_name,
          case when polpermissive then format('alter policy %I on %s using (true)', polname, c.oid::regclass) || case when polcmd = '*' and polwithcheck is null
               then format(' with check (%s)', pg_get_expr(polqual, polrelid)) else '' end
               else format('drop policy %I on %s', polname, c.oid::regclass) end as sql
     from pg_policy p join pg_class c on c.oid = p.polrelid where polqual is not null and pg_get_expr(polqual, polrelid) <> 'true'
   union all
   select 'policy', polname || ' with check', c.relname, format('alter policy %I on %s with check (true)', polname, c.oid::regclass)
     from pg_policy p join pg_class c on c.oid = p.polrelid
    where polcmd in ('*', 'a', 'w') and polpermissive and coalesce(pg_get_expr(polwithcheck, polrelid), pg_get_expr(polqual, polrelid)) <> 'true'`,
  `select 'grant' as kind, right_name || ' to ' || role_name as rule, c.relname as table_name, format('grant %s on %s to %I', right_name, c.oid::regclass, role_name) as sql
     from pg_class c, unnest(array['anon', 'authenticated', 'service_role']) as role_name, unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as right_name
    where relkind in ('r', 'p', 'v') and c.relnamespace = 'public'::regnamespace and not has_table_privilege(role_name, c.oid, right_name)`,
  `select 'grant' as kind, 'execute to ' || role_name as rule, p.proname as table_name, format('grant execute on function %s to %I', p.oid::regprocedure, role_name) as sql
     from pg_proc p, unnest(array['anon', 'authenticated', 'service_role']) as role_name
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace) and not has_function_privilege(role_name, p.oid, 'execute')`,
]

/** One mutant for each rule of this database. */
export async function sqlMutants(client: Client): Promise<readonly Mutant[]> {
  const mutants: Mutant[] = []
  for (const query of queries) {
    const { rows } = await client.query<Found>(`${query} order by 3, 2`)
    mutants.push(
      ...rows.map(({ kind, rule, table_name: table, sql }) => ({
        kind,
        name: `${kind} ${table} ${rule}`,
        words: [rule.replace(/ (using|with check)$/, ''), table],
        change: { sql },
      })),
    )
  }
  return mutants
}
