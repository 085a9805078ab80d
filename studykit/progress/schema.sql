-- What the learner did. Append-only: undo is an entry too. Everything else in this file can be made from it.
create table log (
  card        text    not null,
  at_ms       integer not null,           -- UTC milliseconds
  id          integer not null,           -- random, unique over all devices
  kind        integer not null check (kind between 1 and 8),
  day         integer not null,           -- the study day it counted for
  ref         integer not null default 0, -- the review before it, or the entry an undo takes back
  rating      integer check (rating between 1 and 4),
  duration_ms integer not null default 0,
  scheme      integer not null default 0, -- the scheduler and settings that computed "now"
  leech       integer not null default 0,
  was_phase   integer, was_step integer, was_stability real, was_difficulty real, was_due integer,
  now_phase   integer, now_step integer, now_stability real, now_difficulty real, now_due integer,
  primary key (card, at_ms, id)
) strict, without rowid;

create trigger log_is_never_changed before update on log
begin select raise(abort, 'the review log is append-only'); end;
create trigger log_is_never_shortened before delete on log
begin select raise(abort, 'the review log is append-only'); end;

-- Schedulers and settings that reviews were made with, by digest.
create table scheme (id integer primary key, settings text not null) strict;

-- A cache of the log: one row per card that was ever touched.
create table state (
  card         text    not null primary key,
  phase        integer not null,
  step         integer,
  stability    real,
  difficulty   real,
  due          integer not null,
  last_ms      integer not null,
  last_day     integer not null,
  first_day    integer not null,
  reps         integer not null,
  tested       integer not null,
  lapses       integer not null,
  spent_ms     integer not null,
  suspended    integer not null,
  buried_until integer not null,
  flagged      integer not null,
  leech        integer not null,
  head         integer not null
) strict, without rowid;

-- Covers the question "what is due", so that it never reads the rows themselves.
create index state_due on state (suspended, phase, due, last_day, stability, buried_until);

-- Another cache of the log: the reviews that count, by study day, age of the memory and rating.
create table tally (
  day integer not null, age integer not null, rating integer not null,
  reviews integer not null, ms integer not null,
  primary key (day, age, rating)
) strict, without rowid;

-- What this device did last, newest highest, for undo after a restart.
create table recent (
  seq integer not null, card text not null, at_ms integer not null, id integer not null,
  primary key (seq, card)
) strict, without rowid;

create table meta (key text not null primary key, value text not null) strict, without rowid;
