-- OneMatter: the whole schema. It creates an empty database in one run; `onematter migrate` records its number.
--
-- The pure core decides, these tables remember. Constraints repeat the invariants as a last line of defence. Their names
-- are an interface: Sources/Casework/SchemaConstraints.swift says for each whether it is a refusal that people
-- see or a fault of the program, and a test provokes every one.
--
-- Reading order: workflow_version, calendar_version, organisation, outage, matter, duty_assignment, deadline, matter_event; the rest hangs off matter.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

-- Number of this schema. The server refuses to start on a number that it does not know.
create table schema_version (
    version integer not null,
    applied_at timestamptz not null default now(),
    constraint schema_version_key primary key (version)
);

-- Published definitions of the workflow. A matter keeps the version that it began with, so content never changes.
create table workflow_version (
    id text not null,
    version integer not null,
    digest text not null,                -- SM3 of the canonical JSON
    content jsonb not null,
    valid_from date not null,
    valid_until date,                    -- last day; null: open end
    status text not null,
    registered_at timestamptz not null default now(),
    constraint workflow_version_key primary key (id, version),
    constraint workflow_version_positive check (version > 0),
    constraint workflow_version_digest_sm3 check (digest ~ '^[0-9a-f]{64}$'),
    constraint workflow_version_status_known check (status in ('draft', 'published', 'retired')),
    constraint workflow_version_period_forward check (valid_until >= valid_from),
    -- On any day at most one published version of a workflow is the one for new matters.
    constraint workflow_version_periods_disjoint
        exclude using gist (id with =, daterange(valid_from, valid_until, '[]') with &&) where (status = 'published')
);

-- Holiday notices of the State Council: days off and make-up working days, a row for each year and version. A matter is
-- bound to none: a later one counts for every date that is computed from then on.
create table calendar_version (
    year integer not null,
    version integer not null,            -- 1: the yearly notice; more: a change of the published year
    digest text not null,                -- SM3 of the canonical JSON
    content jsonb not null,
    number bigint generated always as identity, -- in the order of loading: servers see by the last that there is news
    registered_at timestamptz not null default now(),
    constraint calendar_version_key primary key (year, version),
    constraint calendar_version_number_once unique (number),
    constraint calendar_version_positive check (version > 0),
    constraint calendar_version_digest_sm3 check (digest ~ '^[0-9a-f]{64}$')
);

create function refuse_rewriting_calendars() returns trigger language plpgsql as $$
begin
    raise exception 'a published calendar never changes'
        using errcode = 'restrict_violation', constraint = 'calendar_version_append_only';
end
$$;

create trigger calendar_version_append_only before update or delete or truncate on calendar_version
    for each statement execute function refuse_rewriting_calendars();

-- Bodies that people act for: courts, administrator firms, agency units, coordination offices, the operator.
create table organisation (
    id text not null,
    kind text not null,
    name_zh text not null,
    name_en text not null,
    region text not null,                -- digits of the administrative division that matter: 33, 3306, 330603
    parent text,                         -- the higher court of a court
    agency text,                         -- the agency that a unit belongs to
    case_code text,                      -- abbreviation of a court in case numbers, such as 浙0603
    is_sample boolean not null default false,
    constraint organisation_key primary key (id),
    constraint organisation_id_and_kind unique (id, kind),
    constraint organisation_kind_known check (
        kind in ('court', 'administrator_firm', 'agency_unit', 'coordination_office', 'operator')),
    constraint organisation_region_digits check (region ~ '^([0-9]{2}){0,6}$'),
    constraint organisation_parent_exists foreign key (parent) references organisation (id),
    constraint organisation_parent_of_court check (parent is null or kind = 'court'),
    constraint organisation_agency_of_unit check ((agency is not null) = (kind = 'agency_unit')),
    constraint organisation_case_code_of_court check (case_code is null or kind = 'court')
);

-- The courts below a court, and the units of a region.
create index organisation_by_parent on organisation (parent) where parent is not null;
create index organisation_unit_by_region on organisation (region, agency) where kind = 'agency_unit';

-- Times in which the system could not be reached, as the operator or a court declared them: periods that end in one end
-- later. A declaration stands; the same request under the same key declares nothing new.
create table outage (
    number bigint not null,              -- in the order of declaring
    court text,                          -- whose matters it concerns; null: everybody's
    from_at timestamptz not null,
    through_at timestamptz not null,
    reason text not null,
    digest text not null,                -- SM3 of the canonical JSON
    declared_by text not null,
    declared_name text not null,
    organisation text not null,
    declared_at timestamptz not null,
    key text not null,                   -- of the request,
    request text not null,               -- and its digest
    constraint outage_key primary key (number),
    constraint outage_declared_once unique (organisation, declared_by, key),
    constraint outage_court_exists foreign key (court) references organisation (id),
    constraint outage_organisation_exists foreign key (organisation) references organisation (id),
    constraint outage_over_when_declared check (from_at < through_at and through_at <= declared_at),
    constraint outage_digest_sm3 check (digest ~ '^[0-9a-f]{64}$')
);

create function refuse_rewriting_outages() returns trigger language plpgsql as $$
begin
    raise exception 'a declared outage never changes'
        using errcode = 'restrict_violation', constraint = 'outage_append_only';
end
$$;

create trigger outage_append_only before update or delete or truncate on outage
    for each statement execute function refuse_rewriting_outages();

-- Each change of the calendar, and whether every date has been counted again by it.
create table recomputation (
    number bigint generated always as identity,
    mark bigint not null,                -- of the calendar: notices and outages so far
    sources text[] not null,             -- the notices and outages that are new in it: how events name them
    begun_at timestamptz not null,
    finished_at timestamptz,             -- null: not all dates are known to be counted by it
    countings bigint not null,           -- different ways of counting that were looked at
    moved bigint not null,               -- dates that moved or became final
    constraint recomputation_key primary key (number),
    constraint recomputation_mark_once unique (mark),
    constraint recomputation_time_forward check (finished_at >= begun_at)
);

-- One enterprise bankruptcy from warning to archive. The row holds every fact that decisions read and nothing that
-- grows with age, so an act costs the same on the first day and after ten thousand events.
create table matter (
    id bigint generated by default as identity,
    workflow_id text not null,
    workflow_version integer not null,
    version integer not null,            -- grows with acts on the matter itself, not with duty acts
    event_count integer not null,
    debtor_name text not null,
    credit_code text not null,           -- unified social credit code, GB 32100
    court text not null,
    region text not null,                -- of the court: duties go to the units of this region
    opened_by text not null,
    opened_at timestamptz not null,
    case_number text,
    filing jsonb,
    track text not null,
    stage text not null,
    stage_since timestamptz not null,
    status text not null,                -- of the procedure: what the court has ruled
    status_since timestamptz not null,
    instruments_before_status integer not null, -- number of the last one recorded before the present status
    ground text,
    accepted_on date,
    terminated_on date,
    opened_windows text[] not null,
    closed_at timestamptz,
    sealed_at timestamptz,               -- by its judge: hidden from other judges, higher courts, auditors
    is_sealed boolean generated always as (sealed_at is not null) stored,
    judge_id text,
    judge_name text,
    panel jsonb not null,
    administrator text,
    administrator_kind text generated always as (
        case when administrator is not null then 'administrator_firm' end) stored,
    administrator_person text,
    administrator_instrument integer,    -- the decision that the one in office rests on
    milestones jsonb not null,           -- milestone to date
    opened_duties text[] not null,
    completed_duties text[] not null,
    standard_pack jsonb not null,        -- material to number of the attachment
    links jsonb not null,                -- related matters, such as other companies of a group
    opened_deadlines text[] not null,
    fixed_dates jsonb not null,          -- fixed ahead, such as the end of the period for claims
    templates text[] not null,           -- milestones of practice that the judge has adopted
    last_assignment integer not null,    -- numbers given out within the matter
    last_instrument integer not null,
    last_attachment integer not null,
    last_request integer not null,
    last_deadline integer not null,
    chain_head text not null,            -- hash of the last event
    search text generated always as (
        lower(debtor_name || ' ' || credit_code || ' ' || coalesce(case_number, ''))) stored,
    constraint matter_key primary key (id),
    constraint matter_workflow_exists foreign key (workflow_id, workflow_version)
        references workflow_version (id, version),
    constraint matter_court_exists foreign key (court) references organisation (id),
    constraint matter_opener_exists foreign key (opened_by) references organisation (id),
    constraint matter_administrator_exists foreign key (administrator, administrator_kind)
        references organisation (id, kind),
    constraint matter_version_positive check (version > 0),
    -- Every change of the version is an event.
    constraint matter_events_cover_version check (event_count >= version),
    constraint matter_credit_code_form check (credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
    constraint matter_stage_known check (
        stage in ('RISK_WARNING', 'TAKEOVER', 'ASSET_REALISATION', 'TAX', 'TERMINATION', 'SUPERVISION',
            'CLOSED_NO_CASE', 'ARCHIVED')),
    constraint matter_closed_with_time check ((stage in ('CLOSED_NO_CASE', 'ARCHIVED')) = (closed_at is not null)),
    constraint matter_track_known check (track in ('ordinary', 'fast')),
    constraint matter_judge_named check ((judge_id is null) = (judge_name is null)),
    constraint matter_sealed_with_judge check (not is_sealed or judge_id is not null),
    constraint matter_administrator_person_named check ((administrator is null) = (administrator_person is null)),
    constraint matter_time_forward check (stage_since >= opened_at and status_since >= opened_at),
    constraint matter_chain_head_hash check (chain_head ~ '^[0-9a-f]{64}$')
)
-- Room for the next version of a row on its own page: an act that changes no indexed column touches no index.
with (fillfactor = 85);

-- A debtor has at most one open matter, whatever two courts do at the same moment.
create unique index debtor_open_once on matter (credit_code) where closed_at is null;
-- The lists, each with its own order and the id as tie-break.
create index matter_by_opening on matter (opened_at, id);
create index matter_by_court on matter (court, opened_at, id);
create index matter_by_administrator on matter (administrator, opened_at, id) where administrator is not null;
create index matter_by_opener on matter (opened_by, id);
create index matter_by_search on matter using gin (search gin_trgm_ops);

-- Bundles of letters that were filed together.
create table assistance_request (
    matter_id bigint not null,
    number integer not null,
    filed_by text not null,
    filed_at timestamptz not null,
    note text,
    assignments integer[] not null,
    constraint assistance_request_key primary key (matter_id, number),
    constraint assistance_request_matter_exists foreign key (matter_id) references matter (id),
    constraint assistance_request_filer_exists foreign key (filed_by) references organisation (id),
    constraint assistance_request_asks_for_something check (cardinality(assignments) > 0)
);

-- A duty of the catalogue opened in a matter: one agency unit owes it, with its own clock and version. What lists and
-- clocks ask for are columns; the rest travels as one document.
create table duty_assignment (
    matter_id bigint not null,
    number integer not null,
    duty text not null,
    agency text not null,
    unit text not null,
    unit_kind text generated always as ('agency_unit') stored,
    scene text not null,
    is_mandatory boolean not null,
    state text not null,
    version integer not null,
    opened_at timestamptz not null,
    since timestamptz not null,          -- when the present state began
    due_on date not null,
    due_provisional boolean not null,    -- the holiday notice of that year is not out yet
    counting text,                       -- how the end is counted; null: it stands, whatever the calendar says
    request integer,                     -- the bundle that asked for it
    letter_number text,
    requester text,
    settled_at timestamptz,
    reminded_rungs integer not null,     -- of the ladder, done with for the present due date
    detail jsonb not null,               -- cause, times, materials, result, reason, pause, extension, clock
    constraint duty_assignment_key primary key (matter_id, number),
    constraint duty_assignment_matter_exists foreign key (matter_id) references matter (id),
    constraint duty_assignment_unit_exists foreign key (unit, unit_kind) references organisation (id, kind),
    constraint duty_assignment_request_exists foreign key (matter_id, request)
        references assistance_request (matter_id, number),
    constraint duty_assignment_requester_exists foreign key (requester) references organisation (id),
    constraint duty_assignment_version_positive check (version > 0),
    constraint duty_assignment_state_known check (
        state in ('open', 'acknowledged', 'in_progress', 'returned', 'refused', 'completed', 'refusal_upheld',
            'waived', 'cancelled')),
    constraint duty_assignment_settled_with_time check (
        (state in ('completed', 'refusal_upheld', 'waived', 'cancelled')) = (settled_at is not null)),
    constraint duty_assignment_completed_with_result check (state <> 'completed' or detail ? 'result'),
    constraint duty_assignment_returned_with_pause check ((state = 'returned') = (detail ? 'pause')),
    constraint duty_assignment_letter_whole check (num_nulls(request, letter_number, requester) in (0, 3)),
    constraint duty_assignment_letter_once unique (matter_id, letter_number)
)
with (fillfactor = 90);

-- The inbox of a unit in the order of its due dates, and what of it is overdue.
create index duty_assignment_inbox on duty_assignment (unit, due_on, matter_id, number) where settled_at is null;
-- What a unit has done, the latest last.
create index duty_assignment_done on duty_assignment (unit, settled_at, matter_id, number) where settled_at is not null;
-- What may have to be reminded of: a rung is due for all due dates up to one.
create index duty_assignment_to_remind on duty_assignment (reminded_rungs, due_on)
    where state in ('open', 'acknowledged', 'in_progress');
-- What is counted alike, and ends alike: a change of the calendar counts each once.
create index duty_assignment_counting on duty_assignment (counting, due_on, due_provisional)
    where counting is not null;
-- Everything of a unit: what it may see.
create index duty_assignment_by_unit on duty_assignment (unit, matter_id, number);
-- What holds a matter up.
create index duty_assignment_holding on duty_assignment (matter_id, number) where settled_at is null and is_mandatory;

-- What a co-agency contributes to a duty.
create table duty_part (
    matter_id bigint not null,
    number integer not null,
    agency text not null,
    position integer not null,           -- in the order of the catalogue
    unit text not null,
    unit_kind text generated always as ('agency_unit') stored,
    state text not null,
    text text,
    attachments integer[] not null,
    constraint duty_part_key primary key (matter_id, number, agency),
    constraint duty_part_assignment_exists foreign key (matter_id, number)
        references duty_assignment (matter_id, number),
    constraint duty_part_unit_exists foreign key (unit, unit_kind) references organisation (id, kind),
    constraint duty_part_state_known check (state in ('open', 'submitted', 'released')),
    -- A part that was submitted or released says with what or why.
    constraint duty_part_settled_with_text check ((state = 'open') = (text is null))
);

create index duty_part_by_unit on duty_part (unit, matter_id, number);

-- What was sent about a duty that is not done. It waits until somebody answers, or until the duty is settled or its due
-- date has moved.
create table reminder (
    matter_id bigint not null,
    number integer not null,             -- of the assignment
    reminder integer not null,           -- of the reminder within it
    rung text not null,
    kind text not null,
    recipient text not null,
    organisation text not null,
    due_on date not null,                -- what it is about
    instead_of text[] not null,          -- lower rungs that were missed
    rungs integer not null,              -- of the ladder, done with since
    sent_at timestamptz not null,
    ended_at timestamptz,
    answer jsonb,                        -- by whom, and a note
    constraint reminder_key primary key (matter_id, number, reminder),
    constraint reminder_assignment_exists foreign key (matter_id, number)
        references duty_assignment (matter_id, number),
    constraint reminder_organisation_exists foreign key (organisation) references organisation (id),
    constraint reminder_kind_known check (kind in ('reminder', 'urging', 'supervision')),
    constraint reminder_recipient_known check (
        recipient in ('officer', 'head', 'coordination_office', 'court')),
    -- Never twice for the same cause, whatever two servers do.
    constraint reminder_once unique (matter_id, number, due_on, rung, organisation),
    constraint reminder_answered_ends check (answer is null or ended_at is not null)
);

-- What waits for an organisation, and what no longer does, the latest first.
create index reminder_waiting on reminder (organisation, sent_at, matter_id, number, reminder) where ended_at is null;
create index reminder_ended on reminder (organisation, sent_at, matter_id, number, reminder)
    where ended_at is not null;

-- A deadline of the law or of the court that runs, or ran, in a matter. How its end came about, step by step, travels as
-- one document, so that anybody can count it again.
create table deadline (
    matter_id bigint not null,
    number integer not null,
    rule text,                           -- of the catalogue; null: set by the court in this matter
    party text not null,
    nature text not null,
    state text not null,
    due_on date not null,
    due_provisional boolean not null,    -- the holiday notice of that year is not out yet
    counting text,                       -- how the end is counted; null: it stands, whatever the calendar says
    opened_at timestamptz not null,
    settled_at timestamptz,              -- nothing more is expected
    detail jsonb not null,               -- name, source, steps, fulfilment, suspension, reason
    -- A right that was lost may prove to have been used in time.
    may_be_met boolean generated always as (
        settled_at is null or (state = 'lapsed' and nature = 'right')) stored,
    constraint deadline_key primary key (matter_id, number),
    constraint deadline_matter_exists foreign key (matter_id) references matter (id),
    constraint deadline_party_known check (
        party in ('court', 'administrator', 'debtor', 'creditor', 'applicant', 'debtor_or_administrator', 'officers')),
    constraint deadline_nature_known check (nature in ('obligation', 'right', 'term', 'look_back')),
    constraint deadline_state_known check (state in ('open', 'suspended', 'met', 'lapsed', 'ended')),
    -- An obligation whose end has passed is still owed.
    constraint deadline_settled_with_time check (
        (state in ('met', 'ended') or (state = 'lapsed' and nature <> 'obligation')) = (settled_at is not null)),
    constraint deadline_met_with_fulfilment check ((state = 'met') = (detail ? 'met')),
    constraint deadline_suspended_with_day check ((state = 'suspended') = (detail ? 'suspendedOn')),
    constraint deadline_ruled_or_named check ((rule is null) = (detail ? 'name'))
)
with (fillfactor = 90);

-- What acts load, whatever the age of the matter, and what time is about to run out.
create index deadline_pending on deadline (matter_id, number) where may_be_met;
create index deadline_running on deadline (due_on, matter_id) where state = 'open' and nature <> 'look_back';
create index deadline_counting on deadline (counting, due_on, due_provisional) where counting is not null;

-- What an agency unit has to do with a matter, and which of its content that opens to the unit: written with the
-- assignments and parts, and only ever added to. The policies below ask this table, which asks no other.
create table involvement (
    matter_id bigint not null,
    unit text not null,
    duties integer[] not null,           -- assignments that the unit owes
    parts integer[] not null,            -- assignments that it contributes to
    attachments integer[] not null,      -- sent with its letters, or returned in its results and parts
    fields text[] not null,              -- what these duties disclose: groups of fields, milestone:X, instrument:X
    constraint involvement_key primary key (unit, matter_id),
    constraint involvement_matter_exists foreign key (matter_id) references matter (id),
    constraint involvement_unit_exists foreign key (unit) references organisation (id),
    constraint involvement_in_something check (cardinality(duties) + cardinality(parts) > 0)
);

-- Metadata of stored files. The file itself lies in the file store under its digest.
create table attachment (
    matter_id bigint not null,
    number integer not null,
    name text not null,
    media_type text not null,
    size bigint not null,
    digest text not null,
    added_by text not null,
    constraint attachment_key primary key (matter_id, number),
    constraint attachment_matter_exists foreign key (matter_id) references matter (id),
    constraint attachment_adder_exists foreign key (added_by) references organisation (id),
    constraint attachment_size_positive check (size > 0),
    constraint attachment_digest_sm3 check (digest ~ '^[0-9a-f]{64}$')
);

-- Whether a stored file still belongs to anything.
create index attachment_by_digest on attachment (digest);

-- Recorded rulings, decisions, announcements, notices and letters.
create table instrument (
    matter_id bigint not null,
    number integer not null,
    kind text not null,
    document_number text not null,
    issued_on date not null,
    issuer text not null,
    served jsonb not null,
    announced_on date,
    attachment integer,
    constraint instrument_key primary key (matter_id, number),
    constraint instrument_matter_exists foreign key (matter_id) references matter (id),
    constraint instrument_attachment_exists foreign key (matter_id, attachment)
        references attachment (matter_id, number)
);

-- The instrument that a file belongs to: whoever is shown the one is shown the other.
create index instrument_by_attachment on instrument (matter_id, attachment) where attachment is not null;

-- The legal record: what happened, when, by whom, numbered from 1 in each matter. Replaying a matter's events rebuilds
-- its rows. Nothing is ever changed or removed here.
create table matter_event (
    matter_id bigint not null,
    number integer not null,
    at timestamptz not null,
    author_id text not null,
    author_name text not null,
    author_role text not null,
    author_organisation text not null,
    on_behalf_of_id text,                -- the holder of the post, when a deputy acted
    on_behalf_of_name text,
    origin jsonb not null,               -- address, channel and id of the request
    kind text not null,
    body jsonb not null,
    calendar text generated always as (case kind -- the notice or outage that moved a date
        when 'deadline_moved' then case when body #>> '{deadlineMoved,_0,cause,kind}' in ('calendar', 'followed')
            then body #>> '{deadlineMoved,_0,cause,reference}' end
        when 'duty_due_moved' then body #>> '{dutyDueMoved,_0,cause,reference}' end) stored,
    matter_version integer not null,     -- after the event
    assignment integer,                  -- the duty assignment that the event is about
    assignment_version integer,          -- after the event
    workflow jsonb not null,             -- id, version and digest of the definition that the act was decided under
    changes jsonb not null,              -- of what the event changed: digest of its row before and after
    previous text not null,              -- hash of the event before; zeros for the first
    hash text not null,                  -- of the canonical record, see docs/ledger.md
    constraint matter_event_key primary key (matter_id, number),
    constraint matter_event_matter_exists foreign key (matter_id) references matter (id),
    constraint matter_event_author_exists foreign key (author_organisation) references organisation (id),
    constraint matter_event_assignment_exists foreign key (matter_id, assignment)
        references duty_assignment (matter_id, number),
    constraint matter_event_number_positive check (number > 0),
    constraint matter_event_role_known check (
        author_role in ('judge', 'administrator', 'agency', 'auditor', 'operator')),
    constraint matter_event_assignment_versioned check ((assignment is null) = (assignment_version is null)),
    constraint matter_event_deputy_named check ((on_behalf_of_id is null) = (on_behalf_of_name is null)),
    constraint matter_event_hash_form check (hash ~ '^[0-9a-f]{64}$'),
    constraint matter_event_previous_form check (previous ~ '^[0-9a-f]{64}$'),
    -- Only the first event has none before it.
    constraint matter_event_chained check ((number = 1) = (previous = repeat('0', 64)))
);

-- What happened to one duty, or (null) to the matter itself, the latest last, without reading the whole history.
create index matter_event_by_assignment on matter_event (matter_id, assignment, number);
-- How long a matter stayed where it stood.
create index matter_event_move on matter_event (matter_id, number)
    where kind in ('matter_opened', 'stage_moved', 'procedure_moved');
-- The bundles: one event brings letters to many duties.
create index matter_event_bundle on matter_event (matter_id, number) where kind = 'request_filed';

-- What a notice or an outage moved.
create index matter_event_by_calendar on matter_event (calendar, matter_id, number) where calendar is not null;

revoke update, delete, truncate on matter_event from public;

-- The owner of a table needs no grant, so the revocation alone would not hold.
create function refuse_rewriting_history() returns trigger language plpgsql as $$
begin
    raise exception 'the record of a matter is append-only'
        using errcode = 'restrict_violation', constraint = 'matter_event_append_only';
end
$$;

create trigger matter_event_append_only before update or delete or truncate on matter_event
    for each statement execute function refuse_rewriting_history();

-- Matters to which time could not be applied: each rests for a while, so that it holds nothing else up. What an error
-- quotes is not kept: `kind` says what it was and nothing of the matter.
create table timekeeping_failure (
    matter_id bigint not null,
    attempts integer not null,
    kind text not null,
    failed_at timestamptz not null,
    next_try_at timestamptz not null,
    constraint timekeeping_failure_key primary key (matter_id),
    constraint timekeeping_failure_matter_exists foreign key (matter_id) references matter (id),
    constraint timekeeping_failure_attempts_counted check (attempts > 0)
);

-- Who looked at what, who signed in, who was refused, what left the house, what was configured. Append-only like the
-- record of a matter, but not for ever: the retention job forgets entries once they are old enough, and never those
-- younger than 184 days (six months, the Cybersecurity Law's minimum for network logs), whatever anybody configures.
create table access_entry (
    id bigint generated always as identity,
    at timestamptz not null,
    kind text not null,
    person_id text,                      -- null: nobody was signed in
    person_name text,
    role text,
    organisation text,
    on_behalf_of_id text,
    on_behalf_of_name text,
    origin jsonb not null,               -- address, channel and id of the request
    subject text not null,               -- what was read or tried
    ground text,                         -- why: purpose and legal ground
    matters bigint[] not null,
    occurrences integer not null,        -- more than 1: equal entries of one minute, counted
    detail jsonb not null,
    hash text not null,                  -- of the canonical record, see docs/ledger.md
    constraint access_entry_key primary key (id),
    constraint access_entry_kind_known check (
        kind in ('sign_in', 'sign_in_failed', 'sign_out', 'denial', 'disclosure', 'view', 'export',
            'configuration_change')),
    constraint access_entry_occurrences_positive check (occurrences > 0),
    constraint access_entry_hash_form check (hash ~ '^[0-9a-f]{64}$')
);

-- What a person did or saw, and what was done for the person; what happened, and what is old enough to be forgotten;
-- what was configured. Each in the order in which pages are read.
create index access_entry_by_person on access_entry (organisation, person_id, at, id);
create index access_entry_by_holder on access_entry (organisation, on_behalf_of_id, at, id)
    where on_behalf_of_id is not null;
create index access_entry_by_age on access_entry (at, id);
create index access_entry_of_configuration on access_entry (id) where kind = 'configuration_change';

-- Which matters an entry is about, in the order in which pages are read: who saw this matter. A refused request names
-- what it asked for, whether there is such a matter or not.
create table access_entry_matter (
    entry bigint not null,
    matter_id bigint not null,
    at timestamptz not null,
    organisation text,
    constraint access_entry_matter_key primary key (entry, matter_id)
);

create index access_entry_matter_by_time on access_entry_matter (matter_id, at, entry);
create index access_entry_matter_by_organisation on access_entry_matter (matter_id, organisation, at, entry);

-- Where a part of the log ends that has so many entries and begins before a place: a time and a number, which say nothing
-- of what the entries hold. With the rights of the owner, so that a page costs the same for who sees few of them.
create function access_log_edge(before timestamptz, before_id bigint, size integer)
returns table (at timestamptz, id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    select entry.at, entry.id from access_entry as entry where (entry.at, entry.id) < (before, before_id)
    order by entry.at desc, entry.id desc offset size - 1 limit 1
$$;
revoke execute on function access_log_edge(timestamptz, bigint, integer) from public;

create function refuse_rewriting_access_log() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.at < now() - interval '184 days' then
        return old;
    end if;
    raise exception 'an entry of the access log is never changed, and kept for 184 days at least'
        using errcode = 'restrict_violation', constraint = 'access_entry_append_only';
end
$$;

create trigger access_entry_append_only before update or delete on access_entry
    for each row execute function refuse_rewriting_access_log();
create trigger access_entry_append_only before update or delete on access_entry_matter
    for each row execute function refuse_rewriting_access_log();

create function refuse_emptying_access_log() returns trigger language plpgsql as $$
begin
    raise exception 'the access log is not emptied'
        using errcode = 'restrict_violation', constraint = 'access_entry_not_emptied';
end
$$;

create trigger access_entry_not_emptied before truncate on access_entry
    for each statement execute function refuse_emptying_access_log();
create trigger access_entry_not_emptied before truncate on access_entry_matter
    for each statement execute function refuse_emptying_access_log();

-- The retention job: forgets the oldest, at most so many at a time. It runs with the rights of the owner, because nobody
-- else may delete here.
create function forget_access_entries(days integer, most integer) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare old bigint[];
begin
    if days < 184 then
        raise exception 'the access log is kept for 184 days at least' using errcode = 'restrict_violation',
            constraint = 'access_entry_append_only';
    end if;
    old := array(select id from access_entry where at < now() - make_interval(days => days) order by at, id limit most);
    delete from access_entry_matter where entry = any(old);
    delete from access_entry where id = any(old);
    return cardinality(old);
end
$$;
revoke execute on function forget_access_entries(integer, integer) from public;

-- The ledger of this database: one row, written when the schema is first used and never changed.
create table ledger (
    name text not null,                  -- tells the checkpoints of one ledger from those of another
    hash_algorithm text not null,
    created_at timestamptz not null,
    one boolean not null default true,
    constraint ledger_once primary key (one),
    constraint ledger_only_one check (one),
    constraint ledger_hash_algorithm_known check (hash_algorithm in ('sm3', 'sha256'))
);

-- What was committed and has no position yet. Written in the transaction of the act, emptied by the sequencer. The
-- order of ids is not the order of commits; of one matter it is, because its acts wait for each other.
create table ledger_pending (
    id bigint generated always as identity,
    matter_id bigint,
    number integer,
    entry bigint,
    hash text not null,
    feed jsonb,                          -- of an event: who receives it, see Sources/MatterCore/Feed
    constraint ledger_pending_key primary key (id),
    constraint ledger_pending_of_one_kind check ((entry is null) = (matter_id is not null)
        and (matter_id is null) = (number is null) and (matter_id is null) = (feed is null))
);

-- The one order of everything: positions from 0 without a gap. Events and access entries.
create table ledger_leaf (
    position bigint not null,
    matter_id bigint,
    number integer,
    entry bigint,                        -- the entry may be forgotten one day; its hash stays
    hash text not null,
    constraint ledger_leaf_key primary key (position),
    constraint ledger_leaf_of_event unique (matter_id, number),
    constraint ledger_leaf_of_entry unique (entry),
    constraint ledger_leaf_of_one_kind check ((entry is null) = (matter_id is not null)
        and (matter_id is null) = (number is null))
);

-- Hashes of the complete subtrees of the Merkle tree over the leaves: level 0 holds the leaves, node i of level k covers
-- the positions from i·2^k on. A node is written once and never changes.
create table ledger_node (
    level smallint not null,
    index bigint not null,
    hash bytea not null,
    constraint ledger_node_key primary key (level, index)
);

-- Keys that signed checkpoints, so that old checkpoints can be verified after a change of the key.
create table ledger_key (
    id text not null,
    algorithm text not null,
    public_key text not null,
    first_used_at timestamptz not null,
    constraint ledger_key_key primary key (id)
);

-- After each batch the size and the root of the tree, signed. Any two are consistent: the later tree begins with the
-- earlier.
create table ledger_checkpoint (
    size bigint not null,
    root text not null,
    at timestamptz not null,
    key text not null,
    signature text not null,
    constraint ledger_checkpoint_key primary key (size),
    constraint ledger_checkpoint_signed_with foreign key (key) references ledger_key (id),
    constraint ledger_checkpoint_size_positive check (size > 0)
);

-- Which events stand in whose feed (docs/feed.md), so that reading on costs what is read. The sequencer adds each event
-- for those who receive it, and takes a matter's earlier events out for who loses the matter. It only narrows: who is
-- shown what is decided when it is read.
create table feed_item (
    reader text not null,                -- court:…, firm:…, unit:… or region:…
    position bigint not null,            -- in ledger_leaf
    matter_id bigint not null,
    number integer not null,
    constraint feed_item_key primary key (reader, position)
);

-- What was sequenced stays as it is.
create function refuse_rewriting_ledger() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only'
        using errcode = 'restrict_violation', constraint = 'ledger_append_only';
end
$$;

create trigger ledger_append_only before update or delete or truncate on ledger
    for each statement execute function refuse_rewriting_ledger();
create trigger ledger_append_only before update or delete or truncate on ledger_leaf
    for each statement execute function refuse_rewriting_ledger();
create trigger ledger_append_only before update or delete or truncate on ledger_node
    for each statement execute function refuse_rewriting_ledger();
create trigger ledger_append_only before update or delete or truncate on ledger_key
    for each statement execute function refuse_rewriting_ledger();
create trigger ledger_append_only before update or delete or truncate on ledger_checkpoint
    for each statement execute function refuse_rewriting_ledger();

-- What was answered to a key, so that a repeated request is answered alike and does nothing. Kept at least a day.
create table idempotency_key (
    organisation text not null,
    person text not null,
    key text not null,
    digest text not null,                -- of the request: the same key with another request is refused
    matter_id bigint not null,
    outcome jsonb not null,
    created_at timestamptz not null,
    constraint idempotency_key_once primary key (organisation, person, key),
    constraint idempotency_key_matter_exists foreign key (matter_id) references matter (id)
);

create index idempotency_key_by_age on idempotency_key (created_at);

-- People, the posts that they hold, and how they sign in. Nothing here is about a matter.

-- Someone who acts. Authors of events carry this id.
create table person (
    id text not null,
    login text not null,
    name text not null,
    is_sample boolean not null default false,
    created_at timestamptz not null,
    disabled_at timestamptz,
    constraint person_key primary key (id),
    constraint person_login_once unique (login),
    constraint person_login_form check (login ~ '^[a-z0-9][a-z0-9._-]{1,63}$')
);

-- A role that a person holds in an organisation for a period. A person may hold several and acts in one at a time.
create table post (
    id bigint generated always as identity,
    person text not null,
    role text not null,
    organisation text not null,
    organisation_kind text not null,
    valid_from date not null,
    valid_until date,                    -- last day; null: until it is ended
    granted_by text,                     -- null: by whoever runs the program, at its console,
    mapped_by text,                      -- or by what this identity provider says of the person
    granted_at timestamptz not null,
    reason text not null,
    ended_at timestamptz,
    ended_by text,
    end_reason text,
    constraint post_key primary key (id),
    constraint post_id_and_person unique (id, person),
    constraint post_person_exists foreign key (person) references person (id),
    constraint post_organisation_exists foreign key (organisation, organisation_kind)
        references organisation (id, kind),
    constraint post_granter_exists foreign key (granted_by) references person (id),
    constraint post_ender_exists foreign key (ended_by) references person (id),
    constraint post_role_fits_organisation check (
        (role, organisation_kind) in (('judge', 'court'), ('administrator', 'administrator_firm'),
            ('agency', 'agency_unit'), ('auditor', 'court'), ('auditor', 'coordination_office'),
            ('operator', 'operator'))),
    -- Separation of duties: whoever may grant posts gives none to themselves.
    constraint post_not_granted_to_oneself check (granted_by <> person),
    constraint post_granted_in_one_way check (num_nonnulls(granted_by, mapped_by) <= 1),
    constraint post_period_forward check (valid_until >= valid_from),
    constraint post_ended_with_reason check ((ended_at is null) = (end_reason is null)),
    constraint post_held_once exclude using gist (
        person with =, role with =, organisation with =, daterange(valid_from, valid_until, '[]') with &&)
        where (ended_at is null)
);

create index post_by_organisation on post (organisation, person);

-- Someone who acts for the holder of a post, on behalf of the holder, for a period.
create table deputyship (
    id bigint generated always as identity,
    post bigint not null,
    holder text not null,
    deputy text not null,
    starts_on date not null,
    ends_on date not null,               -- last day
    reason text not null,
    granted_by text not null,
    granted_at timestamptz not null,
    revoked_at timestamptz,
    revoked_by text,
    constraint deputyship_key primary key (id),
    constraint deputyship_id_and_deputy unique (id, deputy),
    constraint deputyship_post_exists foreign key (post, holder) references post (id, person),
    constraint deputyship_deputy_exists foreign key (deputy) references person (id),
    constraint deputyship_granter_exists foreign key (granted_by) references person (id),
    constraint deputyship_revoker_exists foreign key (revoked_by) references person (id),
    constraint deputyship_of_another check (deputy <> holder),
    constraint deputyship_not_granted_to_oneself check (granted_by <> deputy),
    constraint deputyship_period_forward check (ends_on >= starts_on),
    constraint deputyship_revoked_by_somebody check ((revoked_at is null) = (revoked_by is null)),
    constraint deputyship_given_once exclude using gist (
        post with =, deputy with =, daterange(starts_on, ends_on, '[]') with &&) where (revoked_at is null)
);

create index deputyship_by_deputy on deputyship (deputy);

-- The password of a local account. Failures at addresses where the person never signed in are counted here.
create table credential (
    person text not null,
    hash text not null,                  -- scrypt with its parameters and salt
    changed_at timestamptz not null,
    must_change boolean not null,        -- a one-time password: good for choosing another one only
    expires_at timestamptz,              -- end of a one-time password
    is_sample boolean not null default false, -- the published sample password: good in sample mode only
    failed_attempts integer not null default 0,
    locked_until timestamptz,
    constraint credential_key primary key (person),
    constraint credential_person_exists foreign key (person) references person (id),
    constraint credential_hash_scrypt check (hash like '$scrypt$%'),
    constraint credential_attempts_counted check (failed_attempts >= 0)
);

-- Where a person signed in before. Failures there are counted apart, so that strangers elsewhere cannot lock a person
-- out of the place where the person works.
create table known_address (
    person text not null,
    address text not null,
    succeeded_at timestamptz not null,
    failed_attempts integer not null default 0,
    locked_until timestamptz,
    constraint known_address_key primary key (person, address),
    constraint known_address_person_exists foreign key (person) references person (id),
    constraint known_address_attempts_counted check (failed_attempts >= 0)
);

-- The second factor: one-time codes of an authenticator program (RFC 6238).
create table second_factor (
    person text not null,
    secret bytea not null,               -- AES-256-GCM under the key of the data folder
    created_at timestamptz not null,
    confirmed_at timestamptz,            -- null: not in use yet
    last_step bigint,                    -- time step of the last code that was used: none is good twice
    recovery_codes text[] not null,      -- SHA-256 of those not used yet
    failed_attempts integer not null default 0, -- of those whom an identity provider vouched for
    locked_until timestamptz,
    constraint second_factor_key primary key (person),
    constraint second_factor_person_exists foreign key (person) references person (id),
    -- Nonce, text, tag.
    constraint second_factor_sealed check (octet_length(secret) > 28),
    constraint second_factor_attempts_counted check (failed_attempts >= 0)
);

-- Who a person is at an identity provider. A subject stays with its person; logins, names and mail addresses do not.
create table provider_identity (
    issuer text not null,
    subject text not null,
    person text not null,
    linked_by text,                      -- null: entered at the first sign-in, where the mapping allows it
    linked_at timestamptz not null,
    constraint provider_identity_once primary key (issuer, subject),
    constraint provider_identity_of_person_once unique (person, issuer),
    constraint provider_identity_person_exists foreign key (person) references person (id),
    constraint provider_identity_linker_exists foreign key (linked_by) references person (id),
    constraint provider_identity_not_linked_by_oneself check (linked_by <> person)
);

-- Who is on the way to the identity provider. Good once: whoever comes back takes the row.
create table sign_in_attempt (
    hash text not null,                  -- SHA-256 of what the browser holds
    return_path text not null,           -- where the person wanted to go
    expires_at timestamptz not null,
    constraint sign_in_attempt_key primary key (hash),
    constraint sign_in_attempt_sha256 check (hash ~ '^[0-9a-f]{64}$')
);

create index sign_in_attempt_by_end on sign_in_attempt (expires_at);

-- Signed in somewhere. The token itself is known to its owner only.
create table session (
    id text not null,                    -- for lists; opens nothing
    token_hash text not null,            -- SHA-256
    person text not null,
    post bigint,                         -- the acting post,
    deputyship bigint,                   -- or the post that the person acts in for its holder; neither: not chosen yet
    channel text not null,
    second_factor boolean not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    idle_until timestamptz not null,
    expires_at timestamptz not null,
    address text,
    user_agent text,
    constraint session_key primary key (id),
    constraint session_token_once unique (token_hash),
    constraint session_person_exists foreign key (person) references person (id),
    constraint session_post_own foreign key (post, person) references post (id, person),
    constraint session_deputyship_own foreign key (deputyship, person) references deputyship (id, deputy),
    constraint session_acts_in_one_post check (num_nonnulls(post, deputyship) <= 1),
    constraint session_token_sha256 check (token_hash ~ '^[0-9a-f]{64}$'),
    constraint session_channel_known check (channel in ('session', 'sso'))
);

create index session_by_person on session (person);
create index session_by_end on session (expires_at);

-- A system of an agency's unit that signs a token for each request with a key of its own. The operator registers it.
create table machine_client (
    id text not null,                    -- issuer of its tokens
    name text not null,
    organisation text not null,
    organisation_kind text not null default 'agency_unit',
    keys jsonb not null,                 -- public keys (RFC 7517)
    registered_by text not null,
    registered_at timestamptz not null,
    disabled_at timestamptz,
    disabled_by text,
    constraint machine_client_key primary key (id),
    constraint machine_client_id_form check (id ~ '^client:[a-z0-9._-]{2,60}$'),
    constraint machine_client_of_unit check (organisation_kind = 'agency_unit'),
    constraint machine_client_organisation_exists foreign key (organisation, organisation_kind)
        references organisation (id, kind),
    constraint machine_client_registrar_exists foreign key (registered_by) references person (id),
    constraint machine_client_disabler_exists foreign key (disabled_by) references person (id),
    constraint machine_client_disabled_by_somebody check ((disabled_at is null) = (disabled_by is null)),
    constraint machine_client_keys_listed check (jsonb_typeof(keys -> 'keys') is not distinct from 'array')
);

-- Numbers of the tokens that were used: none is taken twice. Forgotten once a token is refused for its age.
create table machine_token (
    client text not null,
    number text not null,
    forget_after timestamptz not null,
    constraint machine_token_once primary key (client, number),
    constraint machine_token_client_exists foreign key (client) references machine_client (id)
);

create index machine_token_by_age on machine_token (forget_after);

-- Where organisations want to be told outside that something waits for them; kept by the operator.
create table notice_address (
    id bigint generated always as identity,
    organisation text not null,
    role text,                           -- only what concerns this role there; null: everything
    address text not null,
    added_by text not null,
    added_at timestamptz not null,
    ended_at timestamptz,
    ended_by text,
    constraint notice_address_key primary key (id),
    constraint notice_address_organisation_exists foreign key (organisation) references organisation (id),
    constraint notice_address_role_known check (role in ('judge', 'administrator', 'agency', 'auditor', 'operator')),
    -- RFC 5321 without its exotic parts: nothing in it can end a line of a mail.
    constraint notice_address_form check (
        address ~ '^[A-Za-z0-9.!#$%&''*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$' and length(address) <= 254),
    constraint notice_address_adder_exists foreign key (added_by) references person (id),
    constraint notice_address_ender_exists foreign key (ended_by) references person (id),
    constraint notice_address_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);

-- Nobody is told twice. It also finds the addresses of organisations.
create unique index notice_address_once on notice_address (organisation, coalesce(role, ''), lower(address))
    where ended_at is null;

-- Hints that leave the house, written in the transaction of the act that causes them and sent afterwards. They say that
-- something waits, and nothing of a debtor.
create table outgoing_message (
    id bigint generated always as identity,
    matter_id bigint,
    channel text not null,
    recipient text not null,
    subject text not null,
    text text not null,
    cause text not null,                 -- what made it: nothing goes to one recipient twice for one cause
    created_at timestamptz not null,
    attempts integer not null default 0,
    next_try_at timestamptz not null,    -- while it is being sent: when another server may take it
    sent_at timestamptz,
    failed_at timestamptz,               -- given up
    last_error text,                     -- class of the last fault, never words of the other side
    constraint outgoing_message_key primary key (id),
    constraint outgoing_message_once unique (cause, channel, recipient),
    constraint outgoing_message_matter_exists foreign key (matter_id) references matter (id),
    constraint outgoing_message_channel_known check (channel in ('mail')),
    constraint outgoing_message_short check (length(recipient) <= 254 and length(subject) <= 300 and length(text) <= 4000),
    constraint outgoing_message_one_line check (recipient !~ '[[:cntrl:]]' and subject !~ '[[:cntrl:]]'),
    constraint outgoing_message_attempts_counted check (attempts >= 0),
    constraint outgoing_message_settled_once check (num_nonnulls(sent_at, failed_at) <= 1),
    constraint outgoing_message_failed_with_error check (failed_at is null or last_error is not null),
    constraint outgoing_message_error_class check (last_error ~ '^[a-z_]{1,40}$')
)
with (fillfactor = 85);

-- What is to be sent, what was given up, and what can be forgotten.
create index outgoing_message_due on outgoing_message (next_try_at, id) where sent_at is null and failed_at is null;
create index outgoing_message_failed on outgoing_message (failed_at) where failed_at is not null;
create index outgoing_message_by_age on outgoing_message (created_at);

-- Who sees and writes which rows: the second lock, below the conditions that the program's own statements carry. The
-- server signs in as a member of onematter_app, which owns nothing, and every transaction says for whom it works
-- (Sources/Casework/Store/Scope.swift). Without that it sees nothing of any matter. The rules are those of
-- Sources/MatterCore/Access; a test compares the two.

-- Roles belong to the whole server, and databases may be made side by side.
do $$
begin
    if not exists (select from pg_roles where rolname = 'onematter_app') then
        create role onematter_app nologin;
    end if;
exception when duplicate_object or unique_violation then null;
end
$$;

-- What this transaction works for: the role of a reader, `matters` for acts on some matters, `service` for the
-- program's own work.
create function scope_kind() returns text language sql stable parallel safe
    return coalesce(current_setting('onematter.scope', true), '');
create function scope_organisation() returns text language sql stable parallel safe
    return coalesce(current_setting('onematter.organisation', true), '');
create function scope_region() returns text language sql stable parallel safe
    return coalesce(current_setting('onematter.region', true), '');
create function scope_person() returns text language sql stable parallel safe
    return coalesce(current_setting('onematter.person', true), '');
-- The one matter that a reader asks for; null: several, as in lists.
create function scope_matter() returns bigint language sql stable parallel safe
    return nullif(current_setting('onematter.matter', true), '')::bigint;
-- Who really acts or reads: a deputy, where scope_person is the holder of the post.
create function scope_actor() returns text language sql stable parallel safe
    return coalesce(current_setting('onematter.actor', true), '');
-- The matters of the acts.
create function scope_matters() returns bigint[] language sql stable parallel safe
    return coalesce(nullif(current_setting('onematter.matters', true), ''), '{}')::bigint[];
-- Other matters that the acts name, to be looked at only.
create function scope_named() returns bigint[] language sql stable parallel safe
    return coalesce(nullif(current_setting('onematter.named', true), ''), '{}')::bigint[];
-- Whose keys the acts use: organisation and person in one string each.
create function scope_owners() returns text[] language sql stable parallel safe
    return coalesce(nullif(current_setting('onematter.owners', true), ''), '{}')::text[];

-- In the policies every setting stands in a subselect of its own: evaluated once a statement, not once a row.

alter table involvement enable row level security;
create policy readers on involvement for select using (
    case (select scope_kind())
        when 'agency' then unit = (select scope_organisation())
        when 'service' then true
        when 'matters' then matter_id = any ((select scope_matters() || scope_named())::bigint[])
        else false
    end);

alter table matter enable row level security;
create policy readers on matter for select using (
    case (select scope_kind())
        when 'judge' then
            case when is_sealed then
                court = (select scope_organisation()) and (judge_id = (select scope_person())
                    or panel @> (select jsonb_build_array(jsonb_build_object('id', scope_person()))))
            else
                -- The own court first: for it the tree of courts is not walked.
                court = (select scope_organisation()) or court = any (array(
                    with recursive own (id) as (
                        select scope_organisation()
                        union select lower.id from organisation as lower join own on lower.parent = own.id)
                    select id from own))
            end
        when 'administrator' then administrator = (select scope_organisation())
        when 'agency' then
            exists (select from involvement as own
                where own.unit = (select scope_organisation()) and own.matter_id = matter.id)
            or (opened_by = (select scope_organisation()) and not is_sealed)
        when 'auditor' then not is_sealed and starts_with(region, (select scope_region()))
        when 'service' then true
        when 'matters' then id = any ((select scope_matters() || scope_named())::bigint[])
        else false
    end);

-- Rows that hang off a matter: whoever reads the matter reads them, but an agency only what its duties need. Whoever has
-- an involvement may read the matter, so that is not asked again. A reader who asks for one matter is let in once and not
-- at every row: that makes most of what this lock costs.
do $$
declare
    own constant text :=
        'exists (select from involvement as own where own.unit = (select scope_organisation())'
        ' and own.matter_id = %1$I.matter_id and %2$s)';
    seen constant text := 'exists (select from matter where matter.id = %1$I.matter_id)';
    policy record;
begin
    for policy in
        select * from (values
            ('assistance_request', format(own, 'assistance_request',
                'assistance_request.assignments && (own.duties || own.parts)')),
            ('duty_assignment', 'unit = (select scope_organisation()) or '
                || format(own, 'duty_assignment', 'duty_assignment.number = any (own.parts)')),
            ('duty_part', 'unit = (select scope_organisation()) or '
                || format(own, 'duty_part', 'duty_part.number = any (own.duties)')),
            ('reminder', 'organisation = (select scope_organisation()) or '
                || format(own, 'reminder', 'reminder.number = any (own.duties)')),
            -- Deadlines of the parties are no agency's business.
            ('deadline', 'false'),
            ('attachment', '(added_by = (select scope_organisation()) and ' || format(seen, 'attachment') || ') or '
                || format(own, 'attachment', 'attachment.number = any (own.attachments)')
                || ' or exists (select from instrument where instrument.matter_id = attachment.matter_id'
                || ' and instrument.attachment = attachment.number)'),
            ('instrument', format(own, 'instrument', '(''instrument:'' || instrument.kind) = any (own.fields)')),
            ('matter_event', '(author_organisation = (select scope_organisation()) and '
                || format(seen, 'matter_event') || ') or '
                || format(own, 'matter_event', 'matter_event.assignment = any (own.duties)')
                || ' or (matter_event.kind = ''reminder_sent'' and matter_event.body #>> '
                || '''{reminderSent,reminder,organisation}'' = (select scope_organisation()))')
        ) as policy (relation, agency)
    loop
        execute format('alter table %I enable row level security', policy.relation);
        execute format(
            $policy$
            create policy readers on %1$I for select using (
                case (select scope_kind())
                    when 'agency' then %2$s
                    when 'service' then true
                    when 'matters' then matter_id = any ((select scope_matters())::bigint[])
                    when '' then false
                    else case when (select scope_matter()) is null then %3$s
                        else matter_id = (select id from matter where id = (select scope_matter())) end
                end)
            $policy$, policy.relation, policy.agency, format(seen, policy.relation));
    end loop;
end
$$;

-- Keys of the persons who act; nobody reads them otherwise.
alter table idempotency_key enable row level security;
create policy readers on idempotency_key for select using (
    case (select scope_kind())
        when 'service' then true
        when 'matters' then
            matter_id = any ((select scope_matters())::bigint[])
            or (organisation || ' ' || person) = any ((select scope_owners())::text[])
        else false
    end);

-- Acts write in their own matters; the program's own work writes anywhere. Readers write nothing.
do $$
declare
    writer constant text :=
        'case (select scope_kind()) when ''service'' then true
        when ''matters'' then %I = any ((select scope_matters())::bigint[]) else false end';
    relation text;
    own text;
begin
    foreach relation in array array[
        'matter', 'assistance_request', 'duty_assignment', 'duty_part', 'reminder', 'deadline', 'involvement',
        'attachment', 'instrument',
        'matter_event', 'idempotency_key', 'ledger_pending'
    ] loop
        own := format(writer, case relation when 'matter' then 'id' else 'matter_id' end);
        -- An entry of the access log is of no matter; everybody adds to that log.
        if relation = 'ledger_pending' then own := 'matter_id is null or ' || own; end if;
        execute format('create policy inserters on %I for insert with check (%s)', relation, own);
        execute format('create policy updaters on %I for update using (%s)', relation, own);
    end loop;
end
$$;

-- Who saw this matter: for its judge and panel, or its court while it has no judge; for auditors of what they read; for
-- an administrator and an agency what their own organisation did.
alter table access_entry_matter enable row level security;
create policy readers on access_entry_matter for select using (
    case (select scope_kind())
        when 'judge' then exists (select from matter where matter.id = access_entry_matter.matter_id
            and matter.court = (select scope_organisation())
            and (matter.judge_id is null or matter.judge_id = (select scope_person())
                or matter.panel @> (select jsonb_build_array(jsonb_build_object('id', scope_person())))))
        when 'administrator' then organisation = (select scope_organisation())
            and exists (select from matter where matter.id = access_entry_matter.matter_id)
        when 'agency' then organisation = (select scope_organisation())
            and exists (select from matter where matter.id = access_entry_matter.matter_id)
        when 'auditor' then exists (select from matter where matter.id = access_entry_matter.matter_id)
        when 'service' then true
        else false
    end);
create policy inserters on access_entry_matter for insert with check (true);

-- The log: everybody what they did themselves, or a deputy did for them, in their organisation; whoever may know who saw
-- a matter, the entries of it. Besides, where no matter is named: auditors what happened in the organisations of their
-- region and what was configured; the operator what happened to accounts and what was configured.
alter table access_entry enable row level security;
create policy readers on access_entry for select using (
    case
        when (select scope_kind()) = 'service' then true
        when (select scope_kind()) in ('', 'matters') then false
        when (person_id = (select scope_actor()) and (organisation is null
                or organisation = (select scope_organisation())))
            or (on_behalf_of_id = (select scope_actor()) and organisation = (select scope_organisation())) then true
        when exists (select from access_entry_matter as named where named.entry = access_entry.id) then true
        when cardinality(matters) > 0 then false
        when (select scope_kind()) = 'auditor' then kind = 'configuration_change'
            or exists (select from organisation as body where body.id = access_entry.organisation
                and starts_with(body.region, (select scope_region())))
        when (select scope_kind()) = 'operator' then
            kind in ('sign_in', 'sign_in_failed', 'sign_out', 'configuration_change')
        else false
    end);
create policy inserters on access_entry for insert with check (true);
alter table ledger_pending enable row level security;
create policy readers on ledger_pending for select using ((select scope_kind()) = 'service');
create policy takers on ledger_pending for delete using ((select scope_kind()) = 'service');
create policy forgetters on idempotency_key for delete using ((select scope_kind()) = 'service');

-- The program's own notes.
alter table timekeeping_failure enable row level security;
create policy keepers on timekeeping_failure
    using ((select scope_kind()) = 'service') with check ((select scope_kind()) = 'service');

-- A place in the ledger is seen by who sees the event or the entry that stands there. Nodes and checkpoints hold hashes alone and are
-- for everybody: that is what makes them proofs.
alter table ledger_leaf enable row level security;
create policy readers on ledger_leaf for select using (
    case (select scope_kind())
        when 'service' then true
        when '' then false
        else case when entry is null then exists (select from matter_event as event
                where event.matter_id = ledger_leaf.matter_id and event.number = ledger_leaf.number)
            else exists (select from access_entry where access_entry.id = ledger_leaf.entry) end
    end);
create policy inserters on ledger_leaf for insert with check ((select scope_kind()) = 'service');

-- A reader finds the own items of matters that the reader sees.
alter table feed_item enable row level security;
create policy readers on feed_item for select using (
    case (select scope_kind())
        when 'service' then true
        when '' then false
        else reader = (select case scope_kind()
                when 'judge' then 'court:' || scope_organisation()
                when 'administrator' then 'firm:' || scope_organisation()
                when 'agency' then 'unit:' || scope_organisation()
                when 'auditor' then 'region:' || scope_region()
            end)
            and exists (select from matter where matter.id = feed_item.matter_id)
    end);
create policy inserters on feed_item for insert with check ((select scope_kind()) = 'service');
create policy takers on feed_item for delete using ((select scope_kind()) = 'service');

-- Messages are the program's own; acts add those of their matters, and nobody reads them.
alter table outgoing_message enable row level security;
create policy readers on outgoing_message for select using ((select scope_kind()) = 'service');
create policy inserters on outgoing_message for insert with check (
    case (select scope_kind())
        when 'service' then true
        when 'matters' then matter_id = any ((select scope_matters())::bigint[])
        else false
    end);
create policy updaters on outgoing_message for update using ((select scope_kind()) = 'service');
create policy forgetters on outgoing_message for delete using ((select scope_kind()) = 'service');

-- The one thing that opening a matter must know of matters that its author may not read: a debtor has at most one open
-- matter, and a second court is told where it is. Of a sealed one it is told nothing but that it is there.
create function open_matter_of(debtor text)
returns table (id bigint, case_number text, court_zh text, court_en text)
language sql stable security definer set search_path = public, pg_temp as $$
    select case when not is_sealed then matter.id end, case when not is_sealed then matter.case_number end,
        case when not is_sealed then court.name_zh end, case when not is_sealed then court.name_en end
    from matter join organisation as court on court.id = matter.court
    where matter.credit_code = debtor and matter.closed_at is null
$$;
revoke execute on function open_matter_of(text) from public;

-- The rights of the server: to each table what it does there and nothing else. Only the owner changes the schema.
grant usage on schema public to onematter_app;
grant execute on function open_matter_of(text) to onematter_app;
grant select on schema_version to onematter_app;
grant select, insert on workflow_version, calendar_version, outage, organisation to onematter_app;
grant select, insert, update on recomputation to onematter_app;
grant select, insert, update on matter, duty_assignment, duty_part, reminder, deadline, involvement, instrument to onematter_app;
grant select, insert on assistance_request, attachment, matter_event to onematter_app;
grant select, insert, delete on idempotency_key to onematter_app;
grant usage on sequence matter_id_seq to onematter_app;
grant update on organisation to onematter_app;
grant select, insert on access_entry, access_entry_matter to onematter_app;
grant select, insert on ledger, ledger_leaf, ledger_node, ledger_key, ledger_checkpoint to onematter_app;
grant usage on sequence access_entry_id_seq, ledger_pending_id_seq to onematter_app;
grant execute on function forget_access_entries(integer, integer), access_log_edge(timestamptz, bigint, integer) to onematter_app;
grant select, insert, update, delete on timekeeping_failure to onematter_app;
grant select, insert, delete on ledger_pending, feed_item to onematter_app;
grant select, insert, update on person, post, deputyship, credential, known_address to onematter_app;
grant select, insert, update, delete on second_factor, session to onematter_app;
grant select, insert, delete on provider_identity, sign_in_attempt to onematter_app;
grant select, insert, update on machine_client to onematter_app;
grant select, insert, delete on machine_token to onematter_app;
grant select, insert, update on notice_address to onematter_app;
grant select, insert, update, delete on outgoing_message to onematter_app;

insert into schema_version (version) values (1);
