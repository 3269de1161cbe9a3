-- better-auth takes its locks as verifications whose key is a hash, not a UUID: the first insert wins.
alter table verifications alter column id type text;
