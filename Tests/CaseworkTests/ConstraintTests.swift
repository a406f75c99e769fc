import MatterCore
import Postgres
import Testing

@testable import Casework

/// Every named constraint of the schema stops what it names, and is known to the table that gives it a meaning.
@Suite struct ConstraintTests {
    /// How to break each. `$m` is a matter in takeover with a pending request, `$o` another one.
    static let breaches: [String: String] = [
        "schema_version_key": "insert into schema_version (version) values (1)",
        "workflow_version_key": workflow("bankruptcy", 1, from: "'1990-01-01'", until: "'1990-01-02'"),
        "workflow_version_positive": workflow("other", 0),
        "workflow_version_digest_sm3": workflow("other", 1, digest: "'xyz'"),
        "workflow_version_status_known": workflow("other", 1, status: "lost"),
        "workflow_version_period_forward": workflow(
            "other", 1, from: "'2020-01-02'", until: "'2020-01-01'", status: "draft"),
        "workflow_version_periods_disjoint": workflow("bankruptcy", 2),
        "calendar_version_key": calendar(2026, 1),
        "calendar_version_number_once": """
        insert into calendar_version (year, version, digest, content, number) overriding system value
        select 2027, 1, digest, content, number from calendar_version limit 1
        """,
        "calendar_version_positive": calendar(2027, 0),
        "calendar_version_digest_sm3": calendar(2027, 1, digest: "'xyz'"),
        "calendar_version_append_only": "update calendar_version set version = 9 where year = 2026",
        "outage_key": outage("1, null, 1, 'b'") + outage("1, null, 1, 'c'"),
        "outage_declared_once": outage("1, null, 1, 'b'") + outage("2, null, 1, 'b'"),
        "outage_court_exists": outage("1, 'nowhere', 1, 'b'"),
        "outage_organisation_exists": outage("1, null, 1, 'b'", organisation: "nowhere"),
        "outage_over_when_declared": outage("1, null, -1, 'b'"),
        "outage_digest_sm3": outage("1, null, 1, 'b'", digest: "'xyz'"),
        "outage_append_only": outage("1, null, 1, 'b'") + "update outage set reason = ''",
        "recomputation_key": """
        insert into recomputation (number, mark, sources, begun_at, countings, moved) overriding system value
        values (7, 70, '{}', now(), 0, 0), (7, 71, '{}', now(), 0, 0)
        """,
        "recomputation_mark_once": """
        insert into recomputation (mark, sources, begun_at, countings, moved)
        values (70, '{}', now(), 0, 0), (70, '{}', now(), 0, 0)
        """,
        "recomputation_time_forward": """
        insert into recomputation (mark, sources, begun_at, finished_at, countings, moved)
        values (70, '{}', now(), now() - interval '1 second', 0, 0)
        """,
        "organisation_key": organisation("'COURT-33', 'operator', '', '', '33', null, null, null"),
        // Reached only together with the primary key, which is checked first: provoked without it.
        "organisation_id_and_kind": """
        alter table organisation drop constraint organisation_key cascade;
        insert into organisation (id, kind, name_zh, name_en, region)
        values ('COURT-33', 'court', '', '', '33')
        """,
        "organisation_kind_known": organisation("'X', 'club', '', '', '33', null, null, null"),
        "organisation_region_digits": organisation("'X', 'operator', '', '', '3', null, null, null"),
        "organisation_parent_exists": organisation("'X', 'court', '', '', '33', 'nowhere', null, null"),
        "organisation_parent_of_court": organisation("'X', 'operator', '', '', '33', 'COURT-33', null, null"),
        "organisation_agency_of_unit": organisation("'X', 'agency_unit', '', '', '33', null, null, null"),
        "organisation_case_code_of_court": organisation("'X', 'operator', '', '', '33', null, null, '浙'"),
        "matter_key": "update matter set id = $o where id = $m",
        "matter_workflow_exists": "update matter set workflow_version = 99 where id = $m",
        "matter_court_exists": "update matter set court = 'nowhere' where id = $m",
        "matter_opener_exists": "update matter set opened_by = 'nowhere' where id = $m",
        "matter_administrator_exists": "update matter set administrator = 'COURT-33' where id = $m",
        "matter_version_positive": "update matter set version = 0 where id = $m",
        "matter_events_cover_version": "update matter set version = event_count + 1 where id = $m",
        "matter_credit_code_form": "update matter set credit_code = 'IIIIIIIIIIIIIIIIII' where id = $m",
        "matter_stage_known": "update matter set stage = 'LIMBO' where id = $m",
        "matter_closed_with_time": "update matter set closed_at = now() where id = $m",
        "matter_track_known": "update matter set track = 'slow' where id = $m",
        "matter_judge_named": "update matter set judge_id = 'j' where id = $m",
        "matter_administrator_person_named": "update matter set administrator = null where id = $m",
        "matter_sealed_with_judge":
            "update matter set sealed_at = now(), judge_id = null, judge_name = null where id = $m",
        "matter_chain_head_hash": "update matter set chain_head = '' where id = $m",
        "matter_time_forward": "update matter set stage_since = opened_at - interval '1 second' where id = $m",
        "debtor_open_once":
            "update matter set credit_code = (select credit_code from matter where id = $o) where id = $m",
        "assistance_request_key": request("$m, 1, 'FIRM-A', now(), '{1}'"),
        "assistance_request_matter_exists": request("0, 1, 'FIRM-A', now(), '{1}'"),
        "assistance_request_filer_exists": request("$m, 2, 'nowhere', now(), '{1}'"),
        "assistance_request_asks_for_something": request("$m, 2, 'FIRM-A', now(), '{}'"),
        "duty_assignment_key": "update duty_assignment set number = 2 where matter_id = $m and number = 3",
        "duty_assignment_matter_exists": """
        insert into duty_assignment (matter_id, number, duty, agency, unit, scene, is_mandatory, state, version,
            opened_at, since, due_on, due_provisional, reminded_rungs, detail)
        select 0, number, duty, agency, unit, scene, is_mandatory, state, version,
            opened_at, since, due_on, due_provisional, reminded_rungs, detail
        from duty_assignment where matter_id = $m and number = 3
        """,
        "duty_assignment_unit_exists": assignment("unit = 'COURT-33'"),
        "duty_assignment_request_exists": assignment("request = 9, letter_number = 'x', requester = 'FIRM-A'"),
        "duty_assignment_requester_exists": assignment("request = 1, letter_number = 'x', requester = 'nobody'"),
        "duty_assignment_version_positive": assignment("version = 0"),
        "duty_assignment_state_known": assignment("state = 'lost'"),
        "duty_assignment_settled_with_time": assignment("state = 'waived'"),
        "duty_assignment_completed_with_result": assignment("state = 'completed', settled_at = now()"),
        "duty_assignment_returned_with_pause": assignment("state = 'returned'"),
        "duty_assignment_letter_whole": assignment("letter_number = 'x'"),
        "duty_assignment_letter_once": """
        update duty_assignment set request = 1, letter_number = 'x', requester = 'FIRM-A'
        where matter_id = $m and number in (2, 3)
        """,
        "deadline_key": "update deadline set number = 2 where matter_id = $m and number = 1",
        "deadline_matter_exists": deadline("matter_id = 0"),
        "deadline_party_known": deadline("party = 'king'"),
        "deadline_nature_known": deadline("nature = 'wish'"),
        "deadline_state_known": deadline("state = 'lost'"),
        "deadline_settled_with_time": deadline("settled_at = now()"),
        "deadline_met_with_fulfilment": deadline("state = 'met', settled_at = now()"),
        "deadline_suspended_with_day": deadline("state = 'suspended'"),
        "deadline_ruled_or_named": deadline("rule = null"),
        "duty_part_key": part("$m, 1, 'TAX', 1, 'TAX-3306', 'open', null, '{}'"),
        "duty_part_assignment_exists": part("$m, 999, 'TAX', 0, 'TAX-3306', 'open', null, '{}'"),
        "duty_part_unit_exists": part("$m, 2, 'TAX', 0, 'FIRM-A', 'open', null, '{}'"),
        "duty_part_state_known": part("$m, 2, 'TAX', 0, 'TAX-3306', 'lost', 'text', '{}'"),
        "duty_part_settled_with_text": part("$m, 2, 'TAX', 0, 'TAX-3306', 'submitted', null, '{}'"),
        "reminder_key": reminder("$m, 1, 1, 'head', 'reminder', 'officer', 'TAX-3306', null, null"),
        "reminder_assignment_exists": reminder("$m, 999, 1, 'r', 'reminder', 'officer', 'TAX-3306', null, null"),
        "reminder_organisation_exists": reminder("$m, 1, 2, 'r', 'reminder', 'officer', 'nowhere', null, null"),
        "reminder_kind_known": reminder("$m, 1, 2, 'r', 'threat', 'officer', 'TAX-3306', null, null"),
        "reminder_recipient_known": reminder("$m, 1, 2, 'r', 'reminder', 'minister', 'TAX-3306', null, null"),
        "reminder_once": reminder("$m, 1, 2, 'r', 'reminder', 'officer', 'TAX-3306', null, null"),
        "reminder_answered_ends": reminder("$m, 1, 2, 'x', 'reminder', 'officer', 'TAX-3306', null, '{}'"),
        "involvement_key": involvement("$m, 'TAX-3306', '{1}'"),
        "involvement_matter_exists": involvement("0, 'TAX-3306', '{1}'"),
        "involvement_unit_exists": involvement("$m, 'nowhere', '{1}'"),
        "involvement_in_something": involvement("$m, 'COURT-33', '{}'"),
        "attachment_key": attachment("$m, 1, 'a', 'text/plain', 1, repeat('0', 64), 'FIRM-A'"),
        "attachment_matter_exists": attachment("0, 1, 'a', 'text/plain', 1, repeat('0', 64), 'FIRM-A'"),
        "attachment_adder_exists": attachment("$m, 2, 'a', 'text/plain', 1, repeat('0', 64), 'nobody'"),
        "attachment_size_positive": attachment("$m, 2, 'a', 'text/plain', 0, repeat('0', 64), 'FIRM-A'"),
        "attachment_digest_sm3": attachment("$m, 2, 'a', 'text/plain', 1, 'abc', 'FIRM-A'"),
        "instrument_key": instrument("$m, 1, null"),
        "instrument_matter_exists": instrument("0, 1, null"),
        "instrument_attachment_exists": instrument("$m, 99, 99"),
        "matter_event_key": event("$m, 1, 'COURT-33', 'judge', null, null", previous: "repeat('0', 64)"),
        "matter_event_matter_exists": event("0, 2, 'COURT-33', 'judge', null, null"),
        "matter_event_author_exists": event("$m, 999, 'nowhere', 'judge', null, null"),
        "matter_event_assignment_exists": event("$m, 999, 'COURT-33', 'judge', 999, 1"),
        "matter_event_number_positive": event("$m, 0, 'COURT-33', 'judge', null, null"),
        "matter_event_role_known": event("$m, 999, 'COURT-33', 'king', null, null"),
        "matter_event_assignment_versioned": event("$m, 999, 'COURT-33', 'judge', 1, null"),
        "matter_event_deputy_named": """
        insert into matter_event (matter_id, number, at, author_id, author_name, author_role, author_organisation,
            on_behalf_of_id, origin, kind, body, matter_version, workflow, changes, previous, hash)
        select matter_id, 999, at, author_id, author_name, author_role, author_organisation, 'h', origin, kind, body,
            matter_version, workflow, changes, hash, hash
        from matter_event where matter_id = $m and number = 1
        """,
        "matter_event_hash_form": event(
            "$m, 999, 'COURT-33', 'judge', null, null", previous: "repeat('1', 64)", hash: "'abc'"),
        "matter_event_previous_form": event("$m, 999, 'COURT-33', 'judge', null, null", previous: "'abc'"),
        "matter_event_chained": event(
            "$m, 999, 'COURT-33', 'judge', null, null", previous: "repeat('0', 64)"),
        "matter_event_append_only": "delete from matter_event where matter_id = $m",
        "idempotency_key_once": key("'COURT-33', 'p', 'k', $m"),
        "idempotency_key_matter_exists": key("'COURT-33', 'p', 'l', 0"),
        "timekeeping_failure_key": failure("$m, 1"),
        "timekeeping_failure_matter_exists": failure("0, 1"),
        "timekeeping_failure_attempts_counted": failure("$o, 0"),
        "access_entry_key": "insert into access_entry overriding system value select * from access_entry limit 1",
        "access_entry_kind_known": entry("'glance', 1, repeat('0', 64)"),
        "access_entry_occurrences_positive": entry("'view', 0, repeat('0', 64)"),
        "access_entry_hash_form": entry("'view', 1, 'abc'"),
        "access_entry_append_only": "delete from access_entry",
        "access_entry_not_emptied": "truncate access_entry",
        "access_entry_matter_key": """
        insert into access_entry_matter (entry, matter_id, at) values (1, $m, now()), (1, $m, now())
        """,
        "ledger_pending_key": "insert into ledger_pending overriding system value select * from ledger_pending limit 1",
        "ledger_once": "insert into ledger (name, hash_algorithm, created_at) values ('x', 'sm3', now())",
        "ledger_only_one":
            "insert into ledger (name, hash_algorithm, created_at, one) values ('x', 'sm3', now(), false)",
        "ledger_hash_algorithm_known": """
        alter table ledger disable trigger ledger_append_only;
        update ledger set hash_algorithm = 'md5'
        """,
        "ledger_append_only": "update ledger_leaf set hash = 'other'",
        "ledger_leaf_key": "insert into ledger_leaf (position, entry, hash) values (0, 9, 'h')",
        "ledger_leaf_of_event": "insert into ledger_leaf (position, matter_id, number, hash) values (9, 1, 1, 'h')",
        "ledger_leaf_of_entry": "insert into ledger_leaf (position, entry, hash) values (9, 1, 'h')",
        "ledger_leaf_of_one_kind": "insert into ledger_leaf (position, hash) values (9, 'h')",
        "ledger_node_key": "insert into ledger_node (level, index, hash) values (0, 0, '')",
        "ledger_key_key": ledgerKey,
        "ledger_checkpoint_key": checkpoint("1, 'k'"),
        "ledger_checkpoint_signed_with": checkpoint("2, 'nobody'"),
        "ledger_checkpoint_size_positive": checkpoint("0, 'k'"),
        "feed_item_key": "insert into feed_item (reader, position, matter_id, number) values ('court:C', 1, 1, 1)",
        "ledger_pending_of_one_kind": "insert into ledger_pending (matter_id, entry, hash) values (1, 1, 'h')",
    ].merging(IdentityBreaches.all) { first, _ in first }

    @Test func everyConstraintHoldsAndHasAMeaning() async throws {
        try await inOffice { office in
            let matter = try await office.takeover()
            let other = try await office.takeover()
            let prepare = [
                Self.request("$m, 1, 'FIRM-A', now(), '{1}'"), Self.key("'COURT-33', 'p', 'k', $m"),
                Self.part("$m, 1, 'TAX', 0, 'TAX-3306', 'open', null, '{}'") + " on conflict do nothing",
                Self.reminder("$m, 1, 1, 'r', 'reminder', 'officer', 'TAX-3306', null, null"),
                Self.involvement("$m, 'TAX-3306', '{1}'") + " on conflict do nothing",
                Self.attachment("$m, 1, 'a', 'text/plain', 1, repeat('0', 64), 'FIRM-A'"),
                Self.failure("$m, 1"),
                Self.entry("'view', 1, repeat('0', 64)"),
                "insert into ledger_pending (entry, hash) values (1, 'h')",
                "insert into ledger_leaf (position, entry, hash) values (0, 1, 'h')",
                "insert into ledger_leaf (position, matter_id, number, hash) values (1, 1, 1, 'h')",
                "insert into ledger_node (level, index, hash) values (0, 0, '')",
                "insert into feed_item (reader, position, matter_id, number) values ('court:C', 1, 1, 1)",
                Self.ledgerKey, Self.checkpoint("1, 'k'"), IdentityBreaches.people,
            ]
            func filled(_ text: String) -> String {
                text.replacing("$m", with: "\(matter)").replacing("$o", with: "\(other)")
            }
            for text in prepare { try await office.owner.script(filled(text)) }

            let names = try await office.owner.read { (db: borrowing Session) in
                Set(
                    try db.query(
                        """
                        select conname::text from pg_constraint where connamespace = 'public'::regnamespace
                        union select indexrelid::regclass::text from pg_index join pg_class on pg_class.oid = indexrelid
                        where indisunique and relnamespace = 'public'::regnamespace
                        union select tgname::text from pg_trigger where not tgisinternal
                        """
                    ).map { try $0.next(String.self) })
            }
            let known = SchemaConstraints.internals.union(SchemaConstraints.refusals.keys)
                .union([SchemaConstraints.usedKey])
            #expect(names.symmetricDifference(known).sorted() == [])
            #expect(names.symmetricDifference(Self.breaches.keys).sorted() == [])

            for (name, text) in Self.breaches.sorted(by: { $0.key < $1.key }) {
                do {
                    try await office.owner.script("begin; " + filled(text) + "; rollback")
                    Issue.record("nothing stopped the breach of \(name)")
                } catch let error as PostgresError {
                    #expect(error.constraint == name, "\(error)")
                }
            }
        }
    }

    private static func workflow(
        _ id: String, _ version: Int, digest: String = "repeat('0', 64)", from: String = "'2024-01-01'",
        until: String = "null", status: String = "published"
    ) -> String {
        """
        insert into workflow_version (id, version, digest, content, valid_from, valid_until, status)
        values ('\(id)', \(version), \(digest), '{}', \(from), \(until), '\(status)')
        """
    }

    /// Number, court, length in hours, key.
    private static func outage(
        _ values: String, organisation: String = "COURT-33", digest: String = "repeat('0', 64)"
    ) -> String {
        """
        insert into outage (from_at, through_at, declared_at, reason, digest, declared_by, declared_name, organisation,
            request, number, court, key)
        select now() - interval '2 days', now() - interval '2 days' + make_interval(hours => hours), now(), '', \(digest),
            'p', 'p', '\(organisation)', '', number, court, key
        from (values (\(values))) as declared (number, court, hours, key);
        """
    }

    private static func calendar(_ year: Int, _ version: Int, digest: String = "repeat('0', 64)") -> String {
        """
        insert into calendar_version (year, version, digest, content)
        values (\(year), \(version), \(digest), '{}')
        """
    }

    private static func organisation(_ values: String) -> String {
        """
        insert into organisation (id, kind, name_zh, name_en, region, parent, agency, case_code) values (\(values))
        """
    }

    private static func assignment(_ change: String) -> String {
        "update duty_assignment set \(change) where matter_id = $m and number = 3"
    }

    private static func deadline(_ change: String) -> String {
        "update deadline set \(change) where matter_id = $m and number = 1"
    }

    private static func request(_ values: String) -> String {
        "insert into assistance_request (matter_id, number, filed_by, filed_at, assignments) values (\(values))"
    }

    private static func part(_ values: String) -> String {
        """
        insert into duty_part (matter_id, number, agency, position, unit, state, text, attachments) values (\(values))
        """
    }

    private static func reminder(_ values: String) -> String {
        """
        insert into reminder (due_on, instead_of, rungs, sent_at, matter_id, number, reminder, rung, kind, recipient,
            organisation, ended_at, answer)
        select date '2026-03-09', '{}', 1, now(), matter_id, number, reminder, rung, kind, recipient, organisation,
            ended_at::timestamptz, answer::jsonb
        from (values (\(values))) as row (matter_id, number, reminder, rung, kind, recipient, organisation, ended_at, answer)
        """
    }

    private static func involvement(_ values: String) -> String {
        """
        insert into involvement (matter_id, unit, duties, parts, attachments, fields)
        select matter_id, unit, duties::integer[], '{}', '{}', '{}' from (values (\(values))) as row (matter_id, unit, duties)
        """
    }

    private static func attachment(_ values: String) -> String {
        "insert into attachment (matter_id, number, name, media_type, size, digest, added_by) values (\(values))"
    }

    private static func instrument(_ values: String) -> String {
        """
        insert into instrument (kind, document_number, issued_on, issuer, served, matter_id, number, attachment)
        values ('k', 'd', '2026-01-01', 'i', '[]', \(values))
        """
    }

    private static func event(
        _ values: String, previous: String = "repeat('1', 64)", hash: String = "repeat('2', 64)"
    ) -> String {
        """
        insert into matter_event (at, author_id, author_name, kind, body, matter_version, origin, workflow, changes,
            previous, hash, matter_id, number, author_organisation, author_role, assignment, assignment_version)
        values (now(), 'p', 'n', 'k', '{}', 1, '{}', '{}', '[]', \(previous), \(hash), \(values))
        """
    }

    private static func failure(_ values: String) -> String {
        """
        insert into timekeeping_failure (kind, failed_at, next_try_at, matter_id, attempts)
        values ('k', now(), now(), \(values))
        """
    }

    private static func entry(_ values: String) -> String {
        """
        insert into access_entry (at, origin, subject, matters, detail, kind, occurrences, hash)
        values (now(), '{}', 's', '{}', '{}', \(values))
        """
    }

    private static let ledgerKey = """
        insert into ledger_key (id, algorithm, public_key, first_used_at) values ('k', 'sm2', 'p', now())
        """

    private static func checkpoint(_ values: String) -> String {
        "insert into ledger_checkpoint (root, at, signature, size, key) values ('r', now(), 's', \(values))"
    }

    private static func key(_ values: String) -> String {
        """
        insert into idempotency_key (digest, outcome, created_at, organisation, person, key, matter_id)
        values ('d', '{}', now(), \(values))
        """
    }
}
