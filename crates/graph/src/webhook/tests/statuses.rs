//! Statuses, errors and clicks.

use super::*;
use crate::webhook::{Conversation, DeliveryStatus, Identity, Pricing, StatusUpdate};

fn status(name: &str) -> StatusUpdate {
    let value = messages_value(name);
    assert_eq!(value.statuses.len(), 1, "{name}");
    value.statuses.into_iter().next().unwrap()
}

#[test]
fn every_status_word_is_read() {
    for (name, expected, time) in [
        ("status_sent", DeliveryStatus::Sent, 1_790_000_200_000),
        ("status_delivered", DeliveryStatus::Delivered, 1_790_000_201_000),
        ("status_read", DeliveryStatus::Read, 1_790_000_202_123),
        ("status_played", DeliveryStatus::Played, 1_790_000_200_000),
        ("status_failed", DeliveryStatus::Failed, 1_790_000_200_000),
        ("status_deleted", DeliveryStatus::Deleted, 1_790_000_200_000),
        ("status_warning", DeliveryStatus::Warning, 1_790_000_200_000),
        ("status_of_tomorrow", DeliveryStatus::Other("teleported".to_owned()), 1_790_000_200_000),
    ] {
        let status = status(name);
        assert_eq!(status.status, expected);
        assert_eq!(status.timestamp_ms, Some(time), "{name}");
        assert_eq!(status.id, "wamid.HBgNRml4dHVyZVNFTlQ==");
        assert_eq!(status.recipient.phone, some("5511987650001"), "{name}");
        assert_eq!(DeliveryStatus::from(status.status.as_str()), status.status);
    }
}

#[test]
fn tracker_price_and_conversation_are_kept() {
    let status = status("status_sent");
    assert_eq!(status.biz_opaque_callback_data, some("1AbCdEf"));
    let pricing = Pricing {
        billable: Some(true),
        model: some("PMP"),
        kind: some("regular"),
        category: some("authentication_international"),
    };
    assert_eq!(status.pricing, Some(pricing));
    let conversation =
        Conversation { id: some("c-1"), origin: some("referral_conversion"), expiration_ms: Some(1_790_259_200_000) };
    assert_eq!(status.conversation, Some(conversation));
}

#[test]
fn both_spellings_of_the_parent_are_read() {
    for name in ["status_delivered", "status_read"] {
        assert_eq!(status(name).recipient.parent_user_id, some("BR.ENT.88010001"), "{name}");
    }
    assert_eq!(status("status_read").contacts[0].username, some("ana.prado"));
}

#[test]
fn group_statuses_name_group_and_member() {
    let status = status("status_in_group");
    assert_eq!(status.group_id, some("Y2FwaV9ncm91cDox"));
    assert_eq!(status.recipient, Identity::default());
    let member = Identity {
        phone: some("5511987650001"),
        user_id: some("BR.1021790001"),
        parent_user_id: some("BR.ENT.88010001"),
    };
    assert_eq!(status.participant, member);
}

#[test]
fn failures_carry_code_and_details() {
    let error = &status("status_failed").errors[0];
    assert_eq!(error.code, Some(131_049));
    assert!(error.details.as_ref().unwrap().contains("healthy ecosystem"));
    let error = &status("status_failed_error_data_text").errors[0];
    assert_eq!((error.code, error.details.clone()), (Some(131_026), some("Message Undeliverable")));
}

#[test]
fn errors_and_clicks_may_come_alone() {
    let value = messages_value("errors_only");
    assert_eq!(value.errors[0].code, Some(131_037));
    assert!(value.messages.is_empty() && value.statuses.is_empty());
    let value = messages_value("user_actions");
    assert_eq!(value.user_actions[0]["action_type"], "marketing_messages_link_click");
}
