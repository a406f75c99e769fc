internal import MatterCore

/// What each named constraint of `schema.sql` means to a caller. A test provokes every constraint of the schema, and
/// fails when one is not listed here.
enum SchemaConstraints {
    /// The database is the only judge of what two acts do at the same moment.
    static let refusals: [String: Refusal] = [
        "debtor_open_once": Refusal(
            .conflict, "debtor-already-open", zh: "该债务人已有在办案件。", en: "There is an open matter of this debtor.",
            remedy: LocalText(zh: "请在原案件中办理。", en: "Work in the matter that is open."), pointer: "/creditCode"),
        "person_login_once": Refusal(
            .conflict, "login-taken", zh: "该登录名已被使用。", en: "Another person has this login.", pointer: "/login"),
        "post_held_once": Refusal(
            .conflict, "post-held", zh: "该人员在此期间已担任该职务。", en: "The person holds this post in that period already."),
        "post_not_granted_to_oneself": Refusal(
            .forbidden, "own-grant", zh: "任何人不得授予自己职务。", en: "Nobody grants a post to themselves."),
        "deputyship_not_granted_to_oneself": Refusal(
            .forbidden, "own-grant", zh: "任何人不得授予自己职务。", en: "Nobody grants a post to themselves."),
        "deputyship_of_another": Refusal(
            .invalid, "deputy-is-holder", zh: "代理人不能是本人。", en: "A person is no deputy of themselves.",
            pointer: "/deputy"),
        "deputyship_given_once": Refusal(
            .conflict, "deputyship-held", zh: "该人员在此期间已是代理人。", en: "The person is the deputy in that period already."),
        "provider_identity_once": Refusal(
            .conflict, "subject-taken", zh: "该统一身份已关联其他人员。", en: "Another person has this subject.",
            pointer: "/subject"),
        "provider_identity_of_person_once": Refusal(
            .conflict, "provider-identity-exists", zh: "该人员已关联统一身份。",
            en: "The person is known to this provider already; remove that first."),
        "provider_identity_not_linked_by_oneself": Refusal(
            .forbidden, "own-account", zh: "不能对本人账户进行此操作。", en: "Nobody does this to their own account."),
        "machine_client_key": Refusal(
            .conflict, "machine-client-exists", zh: "该系统编号已被使用。", en: "Another machine client has this id.",
            pointer: "/id"),
        "notice_address_once": Refusal(
            .conflict, "notice-address-exists", zh: "该地址已登记。", en: "The organisation has this address already.",
            pointer: "/address"),
    ]

    /// Two requests with one key at the same moment: the loser runs again and is answered like the winner.
    static let usedKey = "idempotency_key_once"

    /// The core allows nothing that breaks these: a fault of the program, for the log.
    static let internals: Set<String> = [
        "schema_version_key",
        "workflow_version_key", "workflow_version_positive", "workflow_version_digest_sm3",
        "workflow_version_status_known", "workflow_version_period_forward", "workflow_version_periods_disjoint",
        "calendar_version_key", "calendar_version_number_once", "calendar_version_positive",
        "calendar_version_digest_sm3", "calendar_version_append_only",
        "outage_key", "outage_declared_once", "outage_court_exists", "outage_organisation_exists",
        "outage_over_when_declared",
        "outage_digest_sm3", "outage_append_only", "recomputation_key", "recomputation_mark_once",
        "recomputation_time_forward",
        "organisation_key", "organisation_id_and_kind", "organisation_kind_known", "organisation_region_digits",
        "organisation_parent_exists", "organisation_parent_of_court", "organisation_agency_of_unit",
        "organisation_case_code_of_court",
        "matter_key", "matter_workflow_exists", "matter_court_exists", "matter_opener_exists",
        "matter_administrator_exists", "matter_version_positive", "matter_events_cover_version",
        "matter_credit_code_form", "matter_stage_known", "matter_closed_with_time", "matter_track_known",
        "matter_judge_named", "matter_sealed_with_judge", "matter_administrator_person_named", "matter_time_forward",
        "matter_chain_head_hash",
        "assistance_request_key", "assistance_request_matter_exists", "assistance_request_filer_exists",
        "assistance_request_asks_for_something",
        "deadline_key", "deadline_matter_exists", "deadline_party_known", "deadline_nature_known",
        "deadline_state_known", "deadline_settled_with_time", "deadline_met_with_fulfilment",
        "deadline_suspended_with_day", "deadline_ruled_or_named",
        "duty_assignment_key", "duty_assignment_matter_exists", "duty_assignment_unit_exists",
        "duty_assignment_request_exists", "duty_assignment_requester_exists", "duty_assignment_version_positive",
        "duty_assignment_state_known", "duty_assignment_settled_with_time", "duty_assignment_completed_with_result",
        "duty_assignment_returned_with_pause", "duty_assignment_letter_whole", "duty_assignment_letter_once",
        "duty_part_key", "duty_part_assignment_exists", "duty_part_unit_exists", "duty_part_state_known",
        "duty_part_settled_with_text",
        "reminder_key", "reminder_assignment_exists", "reminder_organisation_exists", "reminder_kind_known",
        "reminder_recipient_known", "reminder_once", "reminder_answered_ends",
        "involvement_key", "involvement_matter_exists", "involvement_unit_exists", "involvement_in_something",
        "attachment_key", "attachment_matter_exists", "attachment_adder_exists", "attachment_size_positive",
        "attachment_digest_sm3",
        "instrument_key", "instrument_matter_exists", "instrument_attachment_exists",
        "matter_event_key", "matter_event_matter_exists", "matter_event_author_exists",
        "matter_event_assignment_exists", "matter_event_number_positive", "matter_event_role_known",
        "matter_event_assignment_versioned", "matter_event_deputy_named", "matter_event_hash_form",
        "matter_event_previous_form", "matter_event_chained", "matter_event_append_only",
        "idempotency_key_matter_exists",
        "timekeeping_failure_key", "timekeeping_failure_matter_exists", "timekeeping_failure_attempts_counted",
        "access_entry_key", "access_entry_kind_known", "access_entry_occurrences_positive", "access_entry_hash_form",
        "access_entry_append_only", "access_entry_not_emptied", "access_entry_matter_key",
        "ledger_once", "ledger_only_one", "ledger_hash_algorithm_known",
        "ledger_pending_key", "ledger_pending_of_one_kind",
        "person_key", "person_login_form",
        "post_key", "post_id_and_person", "post_person_exists", "post_organisation_exists", "post_granter_exists",
        "post_ender_exists", "post_role_fits_organisation", "post_period_forward", "post_ended_with_reason",
        "post_granted_in_one_way",
        "deputyship_key", "deputyship_id_and_deputy", "deputyship_post_exists", "deputyship_deputy_exists",
        "deputyship_granter_exists", "deputyship_revoker_exists", "deputyship_period_forward",
        "deputyship_revoked_by_somebody",
        "credential_key", "credential_person_exists", "credential_hash_scrypt", "credential_attempts_counted",
        "known_address_key", "known_address_person_exists", "known_address_attempts_counted",
        "second_factor_key", "second_factor_person_exists", "second_factor_sealed", "second_factor_attempts_counted",
        "provider_identity_person_exists", "provider_identity_linker_exists", "sign_in_attempt_key",
        "sign_in_attempt_sha256",
        "session_key", "session_token_once", "session_person_exists", "session_post_own", "session_deputyship_own",
        "session_acts_in_one_post", "session_token_sha256", "session_channel_known",
        "machine_client_id_form", "machine_client_of_unit", "machine_client_organisation_exists",
        "machine_client_registrar_exists", "machine_client_disabler_exists", "machine_client_disabled_by_somebody",
        "machine_client_keys_listed", "machine_token_once", "machine_token_client_exists",
        "notice_address_key", "notice_address_organisation_exists", "notice_address_role_known", "notice_address_form",
        "notice_address_adder_exists", "notice_address_ender_exists", "notice_address_ended_by_somebody",
        "outgoing_message_key", "outgoing_message_once", "outgoing_message_matter_exists",
        "outgoing_message_channel_known", "outgoing_message_short", "outgoing_message_one_line",
        "outgoing_message_attempts_counted", "outgoing_message_settled_once", "outgoing_message_failed_with_error",
        "outgoing_message_error_class",
        "ledger_leaf_key", "ledger_leaf_of_event", "ledger_leaf_of_entry", "ledger_leaf_of_one_kind",
        "ledger_node_key", "ledger_key_key", "ledger_append_only",
        "ledger_checkpoint_key", "ledger_checkpoint_signed_with", "ledger_checkpoint_size_positive",
        "feed_item_key",
    ]
}
