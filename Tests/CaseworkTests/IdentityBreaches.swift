/// How to break the constraints of people, posts and sign-in.
enum IdentityBreaches {
    /// Three people; `a` holds post 9001 in a court, for which `b` is deputy under 9001, and everything else there is.
    static let people = """
        insert into person (id, login, name, created_at)
        values ('a', 'aa', '示例', now()), ('b', 'bb', '示例', now()), ('c', 'cc', '示例', now());
        insert into post (id, person, role, organisation, organisation_kind, valid_from, granted_at, reason)
        overriding system value
        values (9001, 'a', 'judge', 'COURT-33', 'court', '2026-01-01', now(), 'r'),
            (9002, 'b', 'judge', 'COURT-33', 'court', '2026-01-01', now(), 'r');
        insert into deputyship (id, post, holder, deputy, starts_on, ends_on, reason, granted_by, granted_at)
        overriding system value values (9001, 9001, 'a', 'b', '2026-01-01', '2026-01-31', 'r', 'a', now());
        insert into credential (person, hash, changed_at, must_change) values ('a', '$scrypt$x', now(), false);
        insert into known_address (person, address, succeeded_at) values ('a', '192.0.2.1', now());
        insert into second_factor (person, secret, created_at, recovery_codes)
        values ('a', decode(repeat('00', 48), 'hex'), now(), '{}');
        \(session("'s', repeat('0', 64), 'a', null, null, 'session'"))
        \(client("'client:one', 'TAX-3306', 'agency_unit', '{\"keys\":[]}', 'a'"));
        insert into machine_token (client, number, forget_after) values ('client:one', 'n', now());
        \(noticeAddress("9001, 'TAX-3306', null, 'a@b.cn', 'a', null, null"));
        \(message("9001, 'c', 'mail', 'a@b.cn', 's', 0, null, null, null"));
        \(providerIdentity("'s', 'a', 'b'"));
        insert into sign_in_attempt (hash, return_path, expires_at) values (repeat('0', 64), '/', now());
        """

    static let all: [String: String] = [
        "person_key": person("'a', 'dd'"),
        "person_login_once": person("'d', 'aa'"),
        "person_login_form": person("'d', 'A b'"),
        "post_key": """
        insert into post (id, person, role, organisation, organisation_kind, valid_from, granted_at, reason)
        overriding system value values (9001, 'c', 'judge', 'COURT-33', 'court', '2020-01-01', now(), 'r')
        """,
        // Reached only together with the primary key, which is checked first: provoked without it.
        "post_id_and_person": """
        alter table post drop constraint post_key cascade;
        insert into post (id, person, role, organisation, organisation_kind, valid_from, granted_at, reason)
        overriding system value values (9001, 'a', 'auditor', 'COURT-33', 'court', '2020-01-01', now(), 'r')
        """,
        "post_person_exists": post("'nobody', 'judge', 'COURT-33', 'court', null, null, null"),
        "post_organisation_exists": post("'c', 'operator', 'COURT-33', 'operator', null, null, null"),
        "post_granter_exists": post("'c', 'judge', 'COURT-33', 'court', 'nobody', null, null"),
        "post_ender_exists": "update post set ended_at = now(), end_reason = 'r', ended_by = 'nobody' where id = 9001",
        "post_role_fits_organisation": post("'c', 'operator', 'COURT-33', 'court', null, null, null"),
        "post_not_granted_to_oneself": post("'c', 'judge', 'COURT-33', 'court', 'c', null, null"),
        "post_granted_in_one_way": "update post set granted_by = 'c', mapped_by = 'i' where id = 9001",
        "post_period_forward": "update post set valid_until = '2025-12-31' where id = 9001",
        "post_ended_with_reason": "update post set ended_at = now() where id = 9001",
        "post_held_once": post("'a', 'judge', 'COURT-33', 'court', null, null, null"),
        "deputyship_key": deputyship("9001, 9002, 'b', 'c', '2026-01-01', 'b'"),
        "deputyship_id_and_deputy": """
        alter table deputyship drop constraint deputyship_key cascade;
        \(deputyship("9001, 9001, 'a', 'b', '2027-01-01', 'a'"))
        """,
        "deputyship_post_exists": deputyship("9002, 9001, 'b', 'c', '2026-01-01', 'b'"),
        "deputyship_deputy_exists": deputyship("9002, 9001, 'a', 'nobody', '2026-01-01', 'a'"),
        "deputyship_granter_exists": deputyship("9002, 9001, 'a', 'c', '2026-01-01', 'nobody'"),
        "deputyship_revoker_exists": "update deputyship set revoked_at = now(), revoked_by = 'nobody' where id = 9001",
        "deputyship_of_another": deputyship("9002, 9001, 'a', 'a', '2026-01-01', 'b'"),
        "deputyship_not_granted_to_oneself": deputyship("9002, 9001, 'a', 'c', '2026-01-01', 'c'"),
        "deputyship_period_forward": "update deputyship set ends_on = '2025-01-01' where id = 9001",
        "deputyship_revoked_by_somebody": "update deputyship set revoked_at = now() where id = 9001",
        "deputyship_given_once": deputyship("9002, 9001, 'a', 'b', '2026-01-15', 'a'"),
        "credential_key": "insert into credential select * from credential where person = 'a'",
        "credential_person_exists":
            "insert into credential (person, hash, changed_at, must_change) values ('nobody', '$scrypt$', now(), true)",
        "credential_hash_scrypt": "update credential set hash = 'secret' where person = 'a'",
        "credential_attempts_counted": "update credential set failed_attempts = -1 where person = 'a'",
        "known_address_key": "insert into known_address select * from known_address where person = 'a'",
        "known_address_person_exists":
            "insert into known_address (person, address, succeeded_at) values ('nobody', '', now())",
        "known_address_attempts_counted": "update known_address set failed_attempts = -1 where person = 'a'",
        "second_factor_key": "insert into second_factor select * from second_factor where person = 'a'",
        "second_factor_person_exists": """
        insert into second_factor (person, secret, created_at, recovery_codes)
        values ('nobody', decode(repeat('00', 48), 'hex'), now(), '{}')
        """,
        "second_factor_sealed": "update second_factor set secret = '' where person = 'a'",
        "second_factor_attempts_counted": "update second_factor set failed_attempts = -1 where person = 'a'",
        "provider_identity_once": providerIdentity("'s', 'c', 'b'"),
        "provider_identity_of_person_once": providerIdentity("'t', 'a', 'b'"),
        "provider_identity_person_exists": providerIdentity("'t', 'nobody', 'b'"),
        "provider_identity_linker_exists": providerIdentity("'t', 'c', 'nobody'"),
        "provider_identity_not_linked_by_oneself": providerIdentity("'t', 'c', 'c'"),
        "sign_in_attempt_key": "insert into sign_in_attempt select * from sign_in_attempt",
        "sign_in_attempt_sha256": "update sign_in_attempt set hash = 'secret'",
        "session_key": session("'s', repeat('1', 64), 'a', null, null, 'session'"),
        "session_token_once": session("'t', repeat('0', 64), 'a', null, null, 'session'"),
        "session_person_exists": session("'t', repeat('1', 64), 'nobody', null, null, 'session'"),
        "session_post_own": session("'t', repeat('1', 64), 'b', 9001, null, 'session'"),
        "session_deputyship_own": session("'t', repeat('1', 64), 'a', null, 9001, 'session'"),
        "session_acts_in_one_post": session("'t', repeat('1', 64), 'b', 9002, 9001, 'session'"),
        "session_token_sha256": session("'t', 'token', 'a', null, null, 'session'"),
        "session_channel_known": session("'t', repeat('1', 64), 'a', null, null, 'pigeon'"),
        "machine_client_key": client("'client:one', 'TAX-3306', 'agency_unit', '{\"keys\":[]}', 'a'"),
        "machine_client_id_form": client("'one', 'TAX-3306', 'agency_unit', '{\"keys\":[]}', 'a'"),
        "machine_client_of_unit": client("'client:two', 'COURT-33', 'court', '{\"keys\":[]}', 'a'"),
        "machine_client_organisation_exists": client("'client:two', 'COURT-33', 'agency_unit', '{\"keys\":[]}', 'a'"),
        "machine_client_registrar_exists": client("'client:two', 'TAX-3306', 'agency_unit', '{\"keys\":[]}', 'nobody'"),
        "machine_client_disabler_exists": "update machine_client set disabled_at = now(), disabled_by = 'nobody'",
        "machine_client_disabled_by_somebody": "update machine_client set disabled_at = now()",
        "machine_client_keys_listed": client("'client:two', 'TAX-3306', 'agency_unit', '{}', 'a'"),
        "machine_token_once": "insert into machine_token select * from machine_token",
        "machine_token_client_exists":
            "insert into machine_token (client, number, forget_after) values ('client:two', 'n', now())",
        "notice_address_key": noticeAddress("9001, 'TAX-3306', null, 'c@b.cn', 'a', null, null"),
        "notice_address_once": noticeAddress("9002, 'TAX-3306', null, 'A@B.cn', 'a', null, null"),
        "notice_address_organisation_exists": noticeAddress("9002, 'nowhere', null, 'a@b.cn', 'a', null, null"),
        "notice_address_role_known": noticeAddress("9002, 'TAX-3306', 'guest', 'a@b.cn', 'a', null, null"),
        "notice_address_form": noticeAddress("9002, 'TAX-3306', null, E'a@b.cn\\nx', 'a', null, null"),
        "notice_address_adder_exists": noticeAddress("9002, 'TAX-3306', 'agency', 'a@b.cn', 'nobody', null, null"),
        "notice_address_ender_exists": noticeAddress("9002, 'TAX-3306', null, 'a@b.cn', 'a', now(), 'nobody'"),
        "notice_address_ended_by_somebody": noticeAddress("9002, 'TAX-3306', null, 'a@b.cn', 'a', now(), null"),
        "outgoing_message_key": message("9001, 'd', 'mail', 'a@b.cn', 's', 0, null, null, null"),
        "outgoing_message_once": message("9002, 'c', 'mail', 'a@b.cn', 's', 0, null, null, null"),
        "outgoing_message_matter_exists": "update outgoing_message set matter_id = 0",
        "outgoing_message_channel_known": message("9002, 'd', 'pigeon', 'a@b.cn', 's', 0, null, null, null"),
        "outgoing_message_short": message("9002, 'd', 'mail', 'a@b.cn', repeat('s', 301), 0, null, null, null"),
        "outgoing_message_one_line": message("9002, 'd', 'mail', 'a@b.cn', E's\\rt', 0, null, null, null"),
        "outgoing_message_attempts_counted": message("9002, 'd', 'mail', 'a@b.cn', 's', -1, null, null, null"),
        "outgoing_message_settled_once": message("9002, 'd', 'mail', 'a@b.cn', 's', 1, now(), now(), 'timeout'"),
        "outgoing_message_failed_with_error": message("9002, 'd', 'mail', 'a@b.cn', 's', 1, null, now(), null"),
        "outgoing_message_error_class": message("9002, 'd', 'mail', 'a@b.cn', 's', 1, null, null, '550 a@b.cn'"),
    ]

    private static func person(_ values: String) -> String {
        "insert into person (name, created_at, id, login) values ('示例', now(), \(values))"
    }

    private static func post(_ values: String) -> String {
        """
        insert into post (valid_from, granted_at, reason, person, role, organisation, organisation_kind, granted_by,
            ended_at, end_reason)
        values ('2026-01-01', now(), 'r', \(values))
        """
    }

    private static func deputyship(_ values: String) -> String {
        """
        insert into deputyship (ends_on, reason, granted_at, id, post, holder, deputy, starts_on, granted_by)
        overriding system value values ('2027-12-31', 'r', now(), \(values))
        """
    }

    private static func client(_ values: String) -> String {
        """
        insert into machine_client (name, registered_at, id, organisation, organisation_kind, keys, registered_by)
        values ('示例', now(), \(values))
        """
    }

    private static func noticeAddress(_ values: String) -> String {
        """
        insert into notice_address (added_at, id, organisation, role, address, added_by, ended_at, ended_by)
        overriding system value values (now(), \(values))
        """
    }

    private static func message(_ values: String) -> String {
        """
        insert into outgoing_message (text, created_at, next_try_at, id, cause, channel, recipient, subject, attempts,
            sent_at, failed_at, last_error)
        overriding system value values ('t', now(), now(), \(values))
        """
    }

    private static func providerIdentity(_ values: String) -> String {
        "insert into provider_identity (issuer, linked_at, subject, person, linked_by) values ('i', now(), \(values))"
    }

    private static func session(_ values: String) -> String {
        """
        insert into session (second_factor, created_at, last_seen_at, idle_until, expires_at, id, token_hash, person,
            post, deputyship, channel)
        values (false, now(), now(), now(), now(), \(values));
        """
    }
}
