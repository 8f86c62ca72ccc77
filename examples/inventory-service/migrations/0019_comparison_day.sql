-- no-transaction
-- Old comparisons are found by their day, whosever they are. Not breaking: built beside the writers, anew where it was left half-built.

drop index concurrently if exists inventory.shadow_comparison_of_day;

create index concurrently if not exists shadow_comparison_of_day on inventory.shadow_comparison (day);
